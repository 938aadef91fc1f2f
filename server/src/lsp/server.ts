import type {
  Connection,
  InitializeParams,
  InitializeResult,
  ServerCapabilities,
} from 'vscode-languageserver/node';
import { CHECKS } from '../core/checks/index.ts';
import { SchemaProvider } from '../core/schema/provider.ts';
import { Workspace } from '../core/workspace.ts';
import { Configs } from '../io/config.ts';
import { BUNDLED_SCHEMAS, SchemaFiles } from '../io/schemas.ts';
import { today } from '../io/today.ts';
import { canonicalUri, pathToUri } from '../io/uris.ts';
import { Checker } from './checker.ts';
import { ChosenCluster } from './chosenCluster.ts';
import type { Client } from './client.ts';
import { readClient } from './client.ts';
import { Texts } from './convert.ts';
import { Disk } from './disk.ts';
import { OpenDocuments } from './documents.ts';
import { logError, stackOf } from './errors.ts';
import { Findings } from './findings.ts';
import { FEATURES } from './features.ts';
import type { Session } from './session.ts';
import { followDisk } from './watch.ts';
import { followSettings } from './followSettings.ts';
import { ScanJobs } from './scanJobs.ts';

/** Answers an editor until it says goodbye. */
export function startServer(connection: Connection): void {
  logStrayErrors(connection);
  connection.onInitialize((params) => initialize(connection, params));
  connection.listen();
}

function initialize(connection: Connection, params: InitializeParams): InitializeResult {
  const session = createSession(connection, params);
  followDocuments(session);
  const features = FEATURES.map((feature) => feature(session));
  connection.onInitialized(
    () => void start(session).catch((error: unknown) => logError(connection, 'initialized', error)),
  );
  return {
    capabilities: Object.assign(capabilities(session.client), ...features),
    serverInfo: { name: 'kube-guardrails' },
  };
}

function createSession(connection: Connection, params: InitializeParams): Session {
  const client = readClient(params);
  const workspace = new Workspace();
  const documents = new OpenDocuments();
  const failed = new Set<string>();
  const schemaFiles = new SchemaFiles(BUNDLED_SCHEMAS, (message) => connection.console.error(message));
  const schemas = new SchemaProvider(workspace, schemaFiles);
  const cluster = client.clusters
    ? new ChosenCluster({
        connection,
        bundled: () => schemaFiles.builtIn(),
        onChange: () => {
          configs.renew();
          checker.recheck();
        },
      })
    : undefined;
  schemas.cluster = cluster?.kinds;
  const configs = new Configs({
    checks: CHECKS,
    schemas,
    today,
    ...(cluster ? { cluster: () => cluster.version } : {}),
    openText: (uri) => documents.get(uri)?.content.getText(),
    onError: (id, error) => {
      const message = `The check ${id} failed: ${stackOf(error)}`;
      if (!failed.has(message)) connection.console.error(message);
      failed.add(message);
    },
  });
  const texts = new Texts(workspace, documents);
  const log = (message: string): void => connection.console.log(message);
  const disk = new Disk({ workspace, documents, configs, log });
  disk.folders = foldersOf(params);
  const parts = { connection, client, workspace, schemas, documents, configs, texts, cluster };
  const findings = new Findings(parts);
  const checker = new Checker(parts, findings);
  const session = { ...parts, disk, findings, checker };
  return { ...session, scans: new ScanJobs(session) };
}

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => canonicalUri(uri));
  if (rootUri) return [canonicalUri(rootUri)];
  return rootPath ? [pathToUri(rootPath)] : [];
}

function capabilities(client: Client): ServerCapabilities {
  const everything = { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] };
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: 2 },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { didRename: everything, didDelete: everything },
    },
    ...(client.diagnostics === 'pull'
      ? {
          diagnosticProvider: {
            identifier: 'kube-guardrails',
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {}),
  };
}

async function start(session: Session): Promise<void> {
  await followSettings(session);
  session.checker.start();
  followDisk(session);
  await session.scans.inBackground();
}

function followDocuments({ connection, documents, checker, disk }: Session): void {
  connection.onDidOpenTextDocument((params) => {
    const document = documents.open(params);
    if (document) checker.opened(document);
  });
  connection.onDidChangeTextDocument((params) => {
    const document = documents.change(params);
    if (document) checker.touch(document);
  });
  connection.onDidCloseTextDocument((params) => {
    const document = documents.close(params);
    if (!document) return;
    void disk.reread(document.uri).then(() => checker.closed(document));
  });
}

/** An exception is a bug of ours: it is written down, and the server goes on. Without an editor there is no reason to. */
function logStrayErrors(connection: Connection): void {
  const log = (error: unknown): void => {
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE') process.exit(1);
    logError(connection, 'The server', error);
  };
  process.on('uncaughtException', log);
  process.on('unhandledRejection', log);
}
