import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import type { PlacedFinding } from '../core/checks/finding.ts';
import { CONFIG_FILE } from '../core/checks/config.ts';
import { formatVersion } from '../core/kinds/versions.ts';
import type { StatusParams } from '../core/protocol.ts';
import { STATUS } from '../core/protocol.ts';
import { lineEnd } from '../core/text.ts';
import type { Workspace } from '../core/workspace.ts';
import { nameOf } from '../core/workspace/uris.ts';
import type { Configs, FolderConfig } from '../io/config.ts';
import type { Client } from './client.ts';
import type { Texts } from './convert.ts';
import { toDiagnostics } from './convert.ts';
import type { OpenDocument, OpenDocuments } from './documents.ts';
import { stackOf } from './errors.ts';
import { pageLink } from './pages.ts';
import { Results } from './results.ts';
import { inSlices } from './slices.ts';

export interface CheckerParts {
  readonly connection: Connection;
  readonly client: Client;
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly configs: Configs;
  readonly texts: Texts;
}

interface Memo {
  readonly revision: number;
  readonly config: FolderConfig;
  readonly findings: readonly PlacedFinding[];
}

/**
 * Keeps what is found in step with the texts. A changed document is checked as soon as the messages at hand have been read,
 * other open ones right behind it, closed files in the background once the typing pauses.
 */
export class Checker {
  readonly results = new Results();
  readonly #parts: CheckerParts;
  /** Open documents whose text the workspace does not have yet. */
  readonly #changed = new Set<string>();
  /** Open documents to be checked, in this order. */
  readonly #queue = new Set<string>();
  readonly #memo = new Map<string, Memo>();
  /** The version of each open document that was published last. */
  readonly #versions = new Map<string, number>();
  /** Told once when the diagnostics of closed files changed, for editors that ask for them. */
  readonly onClosedChanged = new Set<() => void>();
  /** Resolves when the settings are known, before which nothing is checked. */
  readonly started: Promise<void>;
  #start: () => void = () => {};
  #ready = false;
  #working: Promise<void> | undefined;
  #lastRun = { end: 0, took: 0 };
  #checksClosed = true;
  #sweep = 0;
  #sweepTimer: NodeJS.Timeout | undefined;
  #status = '';

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    this.started = new Promise((resolve) => {
      this.#start = resolve;
    });
  }

  /** The settings are known. */
  start(): void {
    this.#ready = true;
    this.#start();
    this.recheck();
  }

  /** Whether findings of closed files are reported. */
  set checksClosed(value: boolean) {
    this.#checksClosed = value;
  }

  opened(document: OpenDocument): void {
    this.#respell(document.uri, document.clientUri, document.uri);
    this.touch(document);
  }

  /** A document was opened or changed. */
  touch({ uri }: OpenDocument): void {
    this.#changed.add(uri);
    this.#work();
  }

  /** A document was closed; the workspace holds what the disk holds, if it counts. */
  closed({ uri, clientUri }: OpenDocument): void {
    if (this.#parts.documents.get(uri)) return; // opened again meanwhile
    this.#changed.delete(uri);
    this.#queue.delete(uri);
    this.#memo.delete(uri);
    this.#versions.delete(uri);
    if (nameOf(uri) === CONFIG_FILE) this.#parts.configs.forget();
    this.#respell(uri, clientUri, clientUri);
    this.recheck();
  }

  /** Takes back what was said under one spelling of an address, so that it can be said under the other. */
  #respell(uri: string, clientUri: string, old: string): void {
    if (uri === clientUri || !this.results.get(uri)) return;
    this.results.set(uri, []);
    if (this.#parts.client.diagnostics === 'push') void this.#send(old, []);
  }

  /** Something changed that may concern every file. */
  recheck(): void {
    for (const { uri } of this.#parts.documents.all()) this.#queue.add(uri);
    this.#work();
    this.#sweepIn(0);
    if (this.#ready && this.#parts.client.refreshesDiagnostics && this.#parts.client.diagnostics === 'pull') {
      void this.#parts.connection.languages.diagnostics.refresh();
    }
  }

  /** Gives the workspace the newest text of every open document. Whoever looks at the workspace calls this before. */
  sync(): void {
    const { workspace, documents, configs } = this.#parts;
    if (this.#changed.size === 0) return;
    const others = [...this.#queue];
    this.#queue.clear();
    for (const uri of this.#changed) {
      const document = documents.get(uri);
      if (!document) continue;
      if (document.tooLarge) workspace.delete(uri);
      else workspace.set(uri, document.content.getText());
      if (nameOf(uri) === CONFIG_FILE) configs.forget();
      this.#queue.add(uri);
    }
    this.#changed.clear();
    for (const uri of others) this.#queue.add(uri);
    for (const { uri } of documents.all()) this.#queue.add(uri);
    this.#sweepIn(SWEEP_DELAY);
  }

  /** All findings of a file, waived ones included. */
  findings(uri: string): readonly PlacedFinding[] {
    const { workspace, documents, configs } = this.#parts;
    const config = configs.of(uri);
    const { revision } = workspace;
    const known = this.#memo.get(uri);
    if (known?.revision === revision && known.config === config) return known.findings;
    const findings = this.#find(uri, config);
    if (documents.get(uri)) this.#memo.set(uri, { revision, config, findings });
    return findings;
  }

  /** The diagnostics of a file as they are now. */
  diagnostics(uri: string): readonly Diagnostic[] {
    const { client, texts } = this.#parts;
    const link = (id: string): string => pageLink(id, client.pageLink);
    this.results.set(uri, toDiagnostics(texts, this.findings(uri), link, client.relatedInformation));
    return this.results.get(uri)?.diagnostics ?? [];
  }

  /** Checks every closed file now, in slices. `false` if it was cancelled or something changed meanwhile. */
  async checkClosed(isCancelled: () => boolean = () => false): Promise<boolean> {
    const sweep = ++this.#sweep;
    clearTimeout(this.#sweepTimer);
    const done = await inSlices(this.#closedFiles(), () => isCancelled() || sweep !== this.#sweep);
    if (done) this.#sendStatus();
    return done ?? false;
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

  /** Resolves once all open documents have been checked. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  #work(): void {
    if (!this.#ready || this.#working) return;
    this.#working = this.#drain().finally(() => {
      this.#working = undefined;
      if (this.#changed.size + this.#queue.size > 0) this.#work();
    });
  }

  async #drain(): Promise<void> {
    while (this.#changed.size + this.#queue.size > 0) {
      const pause = this.#changed.size > 0 ? this.#pause() : 0;
      await (pause > 0 ? setTimeout(pause) : setImmediate());
      const start = performance.now();
      const isRun = this.#changed.size > 0;
      this.sync();
      const [uri] = this.#queue;
      if (uri === undefined) continue;
      this.#queue.delete(uri);
      this.#publish(uri);
      const end = performance.now();
      if (isRun) this.#lastRun = { end, took: end - start };
    }
    this.#sendStatus();
  }

  /** A run that took long is followed by a rest, so that fast typing does not pile up. */
  #pause(): number {
    const { end, took } = this.#lastRun;
    return took > 10 ? Math.min(100, Math.max(50, took / 2)) - (performance.now() - end) : 0;
  }

  #publish(uri: string): void {
    const { documents, client } = this.#parts;
    const document = documents.get(uri);
    if (!document) return;
    const before = this.results.get(uri);
    const diagnostics = this.diagnostics(uri);
    const changed = before !== this.results.get(uri) || this.#versions.get(uri) !== document.content.version;
    if (client.diagnostics === 'pull' || !changed) return;
    this.#versions.set(uri, document.content.version);
    void this.#send(document.clientUri, diagnostics, document.content.version);
  }

  async #send(uri: string, diagnostics: readonly Diagnostic[], version?: number): Promise<void> {
    const params = { uri, diagnostics: [...diagnostics] };
    await this.#parts.connection.sendDiagnostics(version === undefined ? params : { ...params, version });
  }

  #sweepIn(delay: number): void {
    if (!this.#ready) return;
    this.#sweep++;
    clearTimeout(this.#sweepTimer);
    this.#sweepTimer = globalThis.setTimeout(() => void this.checkClosed(), delay);
  }

  *#closedFiles(): Generator<void, true> {
    const { workspace, documents } = this.#parts;
    const uris = new Set(Array.from(workspace.files(), ({ uri }) => uri));
    for (const uri of this.results.uris()) uris.add(uri);
    let changed = false;
    for (const uri of uris) {
      if (documents.get(uri)) continue;
      yield;
      changed = this.#publishClosed(uri) || changed;
    }
    if (changed) {
      for (const resolve of this.onClosedChanged) resolve();
      this.onClosedChanged.clear();
    }
    return true;
  }

  #publishClosed(uri: string): boolean {
    const { documents, client } = this.#parts;
    if (documents.get(uri)) return false;
    const before = this.results.get(uri);
    if (this.#checksClosed) this.diagnostics(uri);
    else this.results.set(uri, []);
    const after = this.results.get(uri);
    if (before === after) return false;
    if (client.diagnostics === 'push') void this.#send(uri, after?.diagnostics ?? []);
    return true;
  }

  #sendStatus(): void {
    const { connection, configs } = this.#parts;
    const { version } = configs.of(`${configs.firstFolder ?? 'file://'}/a.yaml`).diagnoser.config;
    const status: StatusParams = { ...this.results.counts, kubernetesVersion: formatVersion(version) };
    const text = JSON.stringify(status);
    if (text === this.#status) return;
    this.#status = text;
    void connection.sendNotification(STATUS, status);
  }
}

/** Typing goes on: closed files wait until it pauses. */
const SWEEP_DELAY = 200;

function tooLarge({ uri, content, tooLarge }: OpenDocument, config: FolderConfig): PlacedFinding[] {
  const severity = config.diagnoser.config.engineLevel('file-too-large');
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
