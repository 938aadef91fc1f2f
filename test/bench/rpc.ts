import { spawn } from 'node:child_process';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';

/** Findings of the opened document as the server publishes them, and when they came. */
export interface Published {
  readonly at: number;
  readonly version: number | undefined;
  readonly count: number;
}

/** A language server as an editor sees it over stdio. Times are those of `performance.now()`. */
export class Server {
  readonly pid: number;
  readonly startedAt = performance.now();
  readonly #connection: MessageConnection;
  readonly #stop: () => void;
  readonly #published: Published[] = [];
  #wake: () => void = () => {};
  #failed: Error | undefined;

  /** `command` is run by a shell; `settings` answers `workspace/configuration`. */
  constructor(command: string, uri: string, settings: Readonly<Record<string, unknown>>) {
    const child = spawn(`exec ${command}`, { shell: true, stdio: ['pipe', 'pipe', 'ignore'] });
    this.pid = child.pid ?? 0;
    this.#stop = () => void child.kill('SIGKILL');
    const fail = (reason: string): void => {
      this.#failed = new Error(`"${command}" ${reason}`);
      this.#connection.dispose();
      this.#wake();
    };
    child.once('error', ({ message }) => fail(message));
    child.once('exit', (code) => fail(`ended with code ${code}`));
    this.#connection = createMessageConnection(child.stdout, child.stdin);
    this.#connection.onNotification('textDocument/publishDiagnostics', (params: PublishParams) => {
      if (decodeURIComponent(params.uri) !== decodeURIComponent(uri)) return;
      const { version, diagnostics } = params;
      this.#published.push({ at: performance.now(), version, count: diagnostics.length });
      this.#wake();
    });
    this.#connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(({ section }) => settings[section ?? ''] ?? null),
    );
    this.#connection.onRequest(() => null); // register a capability, create a progress bar ...
    this.#connection.listen();
  }

  async request<T>(method: string, params: unknown): Promise<T> {
    if (this.#failed) throw this.#failed;
    return this.#connection.sendRequest<T>(method, params);
  }

  notify(method: string, params: unknown): void {
    void this.#connection.sendNotification(method, params);
  }

  get publications(): number {
    return this.#published.length;
  }

  /** The first findings after `since` of this version or a later one. A server that names no version is believed. */
  async findings(since: number, version: number): Promise<Published> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const found = this.#published.find((one) => one.at > since && (one.version ?? version) >= version);
      if (found) return found;
      if (this.#failed) throw this.#failed;
      if (performance.now() > deadline) throw new Error(`no findings of version ${version} came`);
      await this.#nextChange();
    }
  }

  async end(): Promise<void> {
    await Promise.race([this.request('shutdown', undefined).catch(() => {}), pause(1000)]);
    this.#failed ??= new Error('the server was ended');
    this.#stop();
  }

  async #nextChange(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, 1000);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
  }
}

const PATIENCE = 60_000;

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

interface PublishParams {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly unknown[];
}

interface ConfigurationParams {
  readonly items: readonly { readonly section?: string }[];
}
