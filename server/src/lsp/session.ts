import type { Connection } from 'vscode-languageserver/node';
import type { SchemaProvider } from '../core/schema/provider.ts';
import type { Workspace } from '../core/workspace.ts';
import type { Configs } from '../io/config.ts';
import type { Checker } from './checker.ts';
import type { ChosenCluster } from './chosenCluster.ts';
import type { Client } from './client.ts';
import type { Texts } from './convert.ts';
import type { Disk } from './disk.ts';
import type { OpenDocuments } from './documents.ts';
import type { Findings } from './findings.ts';
import type { ScanJobs } from './scanJobs.ts';

/** What belongs to the conversation with one editor. */
export interface Session {
  readonly connection: Connection;
  readonly client: Client;
  readonly workspace: Workspace;
  readonly schemas: SchemaProvider;
  readonly documents: OpenDocuments;
  readonly configs: Configs;
  readonly texts: Texts;
  readonly disk: Disk;
  readonly findings: Findings;
  readonly checker: Checker;
  /** Missing where the editor cannot answer for one. */
  readonly cluster: ChosenCluster | undefined;
  readonly scans: ScanJobs;
}
