import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import type { PlacedFinding } from '../core/checks/finding.ts';
import { lineEnd } from '../core/text.ts';
import type { Workspace } from '../core/workspace.ts';
import type { Configs, FolderConfig } from '../io/config.ts';
import type { ChosenCluster } from './chosenCluster.ts';
import type { Client } from './client.ts';
import type { Texts } from './convert.ts';
import { toDiagnostics } from './convert.ts';
import type { OpenDocument, OpenDocuments } from './documents.ts';
import { stackOf } from './errors.ts';
import { ruleLink } from './pages.ts';
import { Results } from './results.ts';

export interface FindingsParts {
  readonly connection: Connection;
  readonly client: Client;
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly configs: Configs;
  readonly cluster: ChosenCluster | undefined;
  readonly texts: Texts;
}

interface Memo {
  /** That was checked. */
  readonly text: string;
  readonly revision: number;
  readonly config: FolderConfig;
  readonly findings: readonly PlacedFinding[];
}

/** What is found in which file. For open files it is kept until anything changes. */
export class Findings {
  readonly results = new Results();
  readonly #parts: FindingsParts;
  readonly #memo = new Map<string, Memo>();

  constructor(parts: FindingsParts) {
    this.#parts = parts;
  }

  /** All findings of a file, waived ones included. */
  of(uri: string): readonly PlacedFinding[] {
    const { workspace, documents, configs } = this.#parts;
    const config = configs.of(uri);
    const { revision } = workspace;
    const known = this.#memo.get(uri);
    if (known?.revision === revision && known.config === config) return known.findings;
    const findings = this.#find(uri, config);
    if (documents.get(uri))
      this.#memo.set(uri, { text: workspace.text(uri) ?? '', revision, config, findings });
    else this.#memo.delete(uri);
    return findings;
  }

  /**
   * What was found last in an open file, moved to where it stands in the text now. It is there at once, also right behind an edit
   * of a text that takes long to check; findings in what was edited are left out. `undefined` before the first check.
   */
  latest({ uri, content }: OpenDocument): readonly PlacedFinding[] | undefined {
    const known = this.#memo.get(uri);
    if (!known || known.config !== this.#parts.configs.of(uri)) return undefined;
    return moved(known.findings, known.text, content.getText());
  }

  /** The diagnostics of a file as they are now; `results` holds them from then on. */
  diagnostics(uri: string): readonly Diagnostic[] {
    const { client, texts } = this.#parts;
    const { file } = this.#parts.configs.of(uri);
    const link = (id: string): string => ruleLink(id, client.pageLink, file);
    this.results.set(uri, toDiagnostics(texts, this.of(uri), link, client.relatedInformation));
    return this.results.get(uri)?.diagnostics ?? [];
  }

  #find(uri: string, config: FolderConfig): readonly PlacedFinding[] {
    const { workspace, documents, connection } = this.#parts;
    if (!config.enabled || config.isIgnored(uri)) return [];
    const open = documents.get(uri);
    if (open?.tooLarge) return tooLarge(open, config);
    try {
      return config.diagnoser.diagnose(workspace, uri);
    } catch (error) {
      connection.console.error(`Checking ${uri} failed: ${stackOf(error)}`);
      return [];
    }
  }
}

/** Findings of an old text at their places in the new one, but for those within the part that differs. */
function moved(findings: readonly PlacedFinding[], old: string, now: string): readonly PlacedFinding[] {
  if (old === now) return findings;
  const most = Math.min(old.length, now.length);
  let before = 0;
  while (before < most && old.charCodeAt(before) === now.charCodeAt(before)) before++;
  let after = 0;
  while (
    after < most - before &&
    old.charCodeAt(old.length - 1 - after) === now.charCodeAt(now.length - 1 - after)
  )
    after++;
  const shift = now.length - old.length;
  return findings.flatMap((finding) => {
    const start = finding.start + finding.span.start;
    const end = finding.start + finding.span.end;
    if (end < before) return [finding];
    return start > old.length - after ? [{ ...finding, start: finding.start + shift }] : [];
  });
}

function tooLarge({ uri, content, tooLarge }: OpenDocument, config: FolderConfig): PlacedFinding[] {
  const severity = config.diagnoser.config.profile({ uri }).engineLevel('file-too-large');
  if (!tooLarge?.isManifest || severity === 'off') return [];
  const message = 'this file is over 10 MB, so it is not checked: split it, or list it below `ignore`';
  const span = { start: 0, end: lineEnd(content.getText(), 0) };
  const place = { uri, start: 0, span, path: '', resource: undefined };
  return [
    {
      id: 'file-too-large',
      severity,
      basis: 'guardrail',
      message,
      ...place,
      related: [],
      tags: [],
      fixes: [],
    },
  ];
}
