import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CodeAction,
  Diagnostic,
  InitializeResult,
  PublishDiagnosticsParams,
  Registration,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';
import { IPCMessageReader, IPCMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';

const BUNDLE = join(import.meta.dirname, '../../server/dist/server.js');

export interface ServerOptions {
  /** Files of the workspace folder: path to text. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly initializationOptions?: unknown;
  /** Laid over the capabilities of a modern editor. */
  readonly capabilities?: {
    readonly textDocument?: object;
    readonly workspace?: object;
    readonly window?: object;
  };
  /** What the editor answers to requests of ours, by method. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
  readonly transport?: 'stdio' | 'ipc';
  /** `null`: a single file without a folder. */
  readonly folders?: readonly string[] | null;
}

/** The bundled server and an editor that talks to it. Every wait is for a message; errors that the server logs fail `stop`. */
export class Server {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'server-')));
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #options: ServerOptions;
  readonly #exited: Promise<number | null>;
  readonly #received: { readonly method: string; readonly params: unknown }[] = [];
  readonly #versions = new Map<string, number>();
  readonly registrations: Registration[] = [];
  settings: unknown;
  initialized: InitializeResult | undefined;
  #wake: () => void = () => {};

  constructor(options: ServerOptions = {}) {
    this.#options = options;
    this.settings = options.settings ?? {};
    for (const [path, text] of Object.entries(options.files ?? {})) this.write(path, text);
    const ipc = options.transport === 'ipc';
    const stdio = ipc
      ? (['ignore', 'ignore', 'inherit', 'ipc'] as const)
      : (['pipe', 'pipe', 'inherit'] as const);
    this.#process = spawn(process.execPath, [BUNDLE, ipc ? '--node-ipc' : '--stdio'], { stdio: [...stdio] });
    this.#exited = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#connection = ipc
      ? createMessageConnection(new IPCMessageReader(this.#process), new IPCMessageWriter(this.#process))
      : createMessageConnection(this.#process.stdout as never, this.#process.stdin as never);
    this.#answer();
    this.#connection.listen();
  }

  /** Starts a server and waits until it is initialized. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const server = new Server(options);
    await server.initialize();
    return server;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }

  write(path: string, text: string): void {
    const full = join(this.root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }

  async initialize(): Promise<void> {
    const { folders = [''], capabilities = {}, initializationOptions } = this.#options;
    this.initialized = await this.request<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders?.map((path) => ({ uri: this.uri(path), name: path })) ?? null,
      initializationOptions,
      capabilities: {
        workspace: { ...WORKSPACE, ...capabilities.workspace },
        textDocument: { ...TEXT_DOCUMENT, ...capabilities.textDocument },
        window: { workDoneProgress: true, ...capabilities.window },
      },
    });
    this.notify('initialized', {});
  }

  async request<T>(method: string, params: unknown, token?: CancellationToken): Promise<T> {
    return token
      ? this.#connection.sendRequest<T>(method, params, token)
      : this.#connection.sendRequest<T>(method, params);
  }

  notify(method: string, params?: unknown): void {
    void (params === undefined
      ? this.#connection.sendNotification(method)
      : this.#connection.sendNotification(method, params));
  }

  /** Opens a document; a path without scheme lies in the workspace folder. */
  open(path: string, text: string, languageId = 'yaml'): string {
    const uri = /^[a-z-]+:/.test(path) ? path : this.uri(path);
    this.#versions.set(uri, 1);
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  /** Sends changes, or the whole text; gives the new version. */
  change(uri: string, changes: string | TextDocumentContentChangeEvent[]): number {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const contentChanges = typeof changes === 'string' ? [{ text: changes }] : changes;
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return version;
  }

  close(uri: string): void {
    this.#versions.delete(uri);
    this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** Tells of files that something else changed. */
  watched(...changes: [path: string, type: 'created' | 'changed' | 'deleted'][]): void {
    const types = { created: 1, changed: 2, deleted: 3 };
    this.notify('workspace/didChangeWatchedFiles', {
      changes: changes.map(([path, type]) => ({ uri: this.uri(path), type: types[type] })),
    });
  }

  configure(settings: unknown): void {
    this.settings = settings;
    this.notify('workspace/didChangeConfiguration', { settings: { kubeGuardrails: settings } });
  }

  /** The first message of a method, from now on or before, that fits. */
  async message<T>(method: string, fits: (params: T) => boolean = () => true): Promise<T> {
    for (;;) {
      const found = this.#received.find((one) => one.method === method && fits(one.params as T));
      if (found) return found.params as T;
      await new Promise<void>((resolve) => {
        const before = this.#wake;
        this.#wake = () => {
          before();
          resolve();
        };
      });
    }
  }

  /** Forgets what came so far, so that `message` and `findings` wait for news. */
  forget(): void {
    this.#received.length = 0;
  }

  count(method: string): number {
    return this.#received.filter((one) => one.method === method).length;
  }

  /** What was published last for a file; `undefined` if nothing was. */
  last(uri: string): PublishDiagnosticsParams | undefined {
    return this.#published().findLast((one) => one.uri === uri);
  }

  /** Waits until the newest diagnostics of a file hold exactly these codes, apart from those of checks not asked about. */
  async findings(
    path: string,
    codes: readonly string[],
    about: readonly string[] = ABOUT,
  ): Promise<Diagnostic[]> {
    const uri = /^[a-z-]+:/.test(path) ? path : this.uri(path);
    const pick = (params: PublishDiagnosticsParams): Diagnostic[] =>
      params.diagnostics.filter(({ code }) => about.includes(String(code)));
    const isLast = (params: PublishDiagnosticsParams): boolean =>
      params.uri === uri &&
      params === this.last(uri) &&
      pick(params)
        .map(({ code }) => code)
        .join() === codes.join();
    return pick(await this.message('textDocument/publishDiagnostics', isLast));
  }

  /** Waits for the diagnostics of a version of a document. */
  async version(uri: string, version: number): Promise<PublishDiagnosticsParams> {
    return this.message(
      'textDocument/publishDiagnostics',
      (params) => params.uri === uri && params.version === version,
    );
  }

  async codeActions(
    uri: string,
    at: [line: number, character: number],
    only?: string[],
  ): Promise<CodeAction[]> {
    const position = { line: at[0], character: at[1] };
    const context = { diagnostics: this.last(uri)?.diagnostics ?? [], ...(only ? { only } : {}) };
    const range = { start: position, end: position };
    const actions = await this.request<CodeAction[] | null>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context,
    });
    return actions ?? [];
  }

  /** Ends the conversation in good order; fails if the server logged an error. */
  async stop(): Promise<number | null> {
    await this.#connection.sendRequest('shutdown');
    this.notify('exit');
    const code = await this.#exited;
    this.#connection.dispose();
    rmSync(this.root, { recursive: true, force: true });
    const errors = this.#received.filter(
      ({ method, params }) => method === 'window/logMessage' && (params as { type: number }).type === 1,
    );
    if (errors.length > 0) throw new Error(`The server logged: ${JSON.stringify(errors)}`);
    return code;
  }

  /** Resolves with the exit code. */
  async exited(): Promise<number | null> {
    return this.#exited;
  }

  /** Ends the process without a word. */
  endInput(): void {
    this.#connection.dispose();
    this.#process.stdin?.end();
  }

  #published(): PublishDiagnosticsParams[] {
    return this.#received
      .filter(({ method }) => method === 'textDocument/publishDiagnostics')
      .map(({ params }) => params as PublishDiagnosticsParams);
  }

  #answer(): void {
    this.#connection.onNotification((method, params) => this.#note(method, params));
    this.#connection.onUnhandledProgress((params) => this.#note('$/progress', params));
    this.#connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => {
        const scoped = Object(this.settings) as { byFolder?: Record<string, unknown> };
        const folder = Object.entries(scoped.byFolder ?? {}).find(([path]) => scopeUri === this.uri(path));
        return folder ? folder[1] : this.settings;
      }),
    );
    this.#connection.onRequest(
      'client/registerCapability',
      ({ registrations }: { registrations: Registration[] }) => {
        this.registrations.push(...registrations);
        this.#note('client/registerCapability', registrations);
        return null;
      },
    );
    this.#connection.onRequest((method, params) => {
      this.#note(method, params);
      return this.#options.answers?.[method]?.(params as never) ?? null;
    });
  }

  #note(method: string, params: unknown): void {
    this.#received.push({ method, params });
    const wake = this.#wake;
    this.#wake = () => {};
    wake();
  }
}

/** The checks that the protocol tests speak of; new checks do not break them. */
export const ABOUT = [
  'image-tag-latest',
  'deprecated-image-registry',
  'dangling-ingress',
  'yaml-syntax',
  'duplicate-key',
  'invalid-config',
  'unused-waiver',
  'file-too-large',
];

const WORKSPACE = {
  configuration: true,
  workspaceFolders: true,
  didChangeConfiguration: { dynamicRegistration: true },
  didChangeWatchedFiles: { dynamicRegistration: true },
  workspaceEdit: {
    documentChanges: true,
    resourceOperations: ['create', 'rename', 'delete'],
    snippetEditSupport: true,
  },
};

const TEXT_DOCUMENT = {
  publishDiagnostics: { relatedInformation: true, versionSupport: true, tagSupport: { valueSet: [1, 2] } },
  codeAction: { resolveSupport: { properties: ['edit'] }, dataSupport: true, isPreferredSupport: true },
  rename: { prepareSupport: true },
};

/** A Pod whose image is on a line of its own: line 6, character 11. */
export function pod(image: string, name = 'web'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - image: ${image}\n      name: web\n`;
}

export function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector: {app: web}\n  ports:\n    - port: 80\n`;
}

/** An Ingress that sends to a Service. */
export function ingress(to: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: web.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: ${to}
                port:
                  number: 80
`;
}
