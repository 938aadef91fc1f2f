import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Diagnostic } from 'vscode-languageserver/node';
import { CONFIG_FILE } from '../core/checks/config/fileName.ts';
import type { StatusParams } from '../core/protocol.ts';
import { STATUS } from '../core/protocol.ts';
import { nameOf } from '../core/workspace/uris.ts';
import type { OpenDocument } from './documents.ts';
import { shownVersion } from './shownVersion.ts';
import type { Findings, FindingsParts } from './findings.ts';
import { inSlices } from './slices.ts';

/**
 * Keeps what is found in step with the texts. A changed document is checked as soon as the messages at hand have been read,
 * other open ones right behind it, closed files in the background once the typing pauses.
 */
export class Checker {
  readonly #parts: FindingsParts;
  readonly #findings: Findings;
  /** Open documents whose text the workspace does not have yet. */
  readonly #changed = new Set<string>();
  /** Open documents to be checked, in this order. */
  readonly #queue = new Set<string>();
  /** The version of each open document that was published last. */
  readonly #versions = new Map<string, number>();
  /** Told once when the diagnostics of closed files changed, for editors that ask for them. */
  readonly onClosedChanged = new Set<() => void>();
  /** Told each time when all files have been checked after a change. */
  readonly onSwept = new Set<() => void>();
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

  constructor(parts: FindingsParts, findings: Findings) {
    this.#parts = parts;
    this.#findings = findings;
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

  /** Whether an answer should not wait until a changed text has been checked. */
  get takesLong(): boolean {
    return this.#lastRun.took > LONG;
  }

  opened(document: OpenDocument): void {
    this.#respell(document.uri, document.clientUri, document.uri);
    this.#versions.delete(document.uri); // it is published even if nothing differs
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
    this.#versions.delete(uri);
    if (nameOf(uri) === CONFIG_FILE) this.#parts.configs.forget();
    this.#respell(uri, clientUri, clientUri);
    this.recheck();
  }

  /** Takes back what was said under one spelling of an address, so that it can be said under the other. */
  #respell(uri: string, clientUri: string, old: string): void {
    if (uri === clientUri || !this.#findings.results.get(uri)) return;
    this.#findings.results.set(uri, []);
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

  /** Checks every closed file now, in slices. `false` if it was cancelled or something changed meanwhile. */
  async checkClosed(isCancelled: () => boolean = () => false): Promise<boolean> {
    const sweep = ++this.#sweep;
    clearTimeout(this.#sweepTimer);
    const done = await inSlices(this.#closedFiles(), () => isCancelled() || sweep !== this.#sweep);
    if (done) {
      this.#sendStatus();
      for (const told of this.onSwept) told();
    }
    return done ?? false;
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
      if (pause <= 0) await setImmediate(); // requests that came right behind the change go first
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
    if (took <= 10) return 0;
    const first = this.takesLong ? LONG : REQUESTS_FIRST;
    return Math.max(first, Math.min(100, Math.max(50, took / 2)) - (performance.now() - end));
  }

  #publish(uri: string): void {
    const { documents, client } = this.#parts;
    const document = documents.get(uri);
    if (!document) return;
    const before = this.#findings.results.get(uri);
    const diagnostics = this.#findings.diagnostics(uri);
    const changed =
      before !== this.#findings.results.get(uri) || this.#versions.get(uri) !== document.content.version;
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
    for (const uri of this.#findings.results.uris()) uris.add(uri);
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
    const before = this.#findings.results.get(uri);
    if (this.#checksClosed) this.#findings.diagnostics(uri);
    else this.#findings.results.set(uri, []);
    const after = this.#findings.results.get(uri);
    if (before === after) return false;
    if (client.diagnostics === 'push') void this.#send(uri, after?.diagnostics ?? []);
    return true;
  }

  #sendStatus(): void {
    const { connection, configs, cluster } = this.#parts;
    const uri = `${configs.firstFolder ?? 'file://'}/a.yaml`;
    const target = configs.of(uri).diagnoser.config.targetOf(uri);
    const status: StatusParams = { ...this.#findings.results.counts, ...shownVersion(target, cluster) };
    const text = JSON.stringify(status);
    if (text === this.#status) return;
    this.#status = text;
    void connection.sendNotification(STATUS, status);
  }
}

/** So long, before a run that takes a while, a request that came right behind the change is waited for, in milliseconds. */
const REQUESTS_FIRST = 3;
/** A run of this many milliseconds takes so long that a request may well be waited for as long again. */
const LONG = 15;

/** Typing goes on: closed files wait until it pauses. */
const SWEEP_DELAY = 200;
