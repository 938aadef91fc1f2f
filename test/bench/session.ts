import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canMeasureUsage, cpuTime, peakMemory } from './processUsage.ts';
import { pause, Server } from './rpc.ts';

/** What one server did with one document: milliseconds and MB. */
export interface Session {
  readonly initialize: number;
  readonly firstFindings: number;
  readonly keys: readonly number[];
  readonly cpuPerKey: readonly number[];
  /** Requests sent right behind an edit; empty if the server does not offer them. */
  readonly hover: readonly number[];
  readonly completion: readonly number[];
  readonly peakMemory: number;
}

export interface ServerCommand {
  readonly command: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const KEYS = 40;
const REQUESTS = 12;

/** Starts a server, opens the text in it, types into the middle and asks what an editor asks. */
export async function runSession({ command, settings }: ServerCommand, source: string): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-bench-'));
  const { text, place } = withTypingPlace(source);
  const path = join(folder, 'manifest.yaml');
  writeFileSync(path, text);
  const uri = pathToFileURL(path).href;
  const server = new Server(command, uri, settings);
  try {
    const { capabilities } = await server.request<InitializeResult>('initialize', initializeParams(folder));
    const initialize = performance.now() - server.startedAt;
    server.notify('initialized', {});
    server.notify('workspace/didChangeConfiguration', { settings });
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    const openedAt = performance.now();
    server.notify('textDocument/didOpen', { textDocument });
    const first = await server.findings(openedAt, 1);
    await settle(server);
    const editor = new Editor(server, uri, place);
    const { keys, cpuPerKey } = await typeKeys(editor);
    const ask = (method: string, offered: unknown) => (offered ? askBehindEdits(editor, method) : []);
    return {
      initialize,
      firstFindings: first.at - server.startedAt,
      keys,
      cpuPerKey,
      hover: await ask('textDocument/hover', capabilities['hoverProvider']),
      completion: await ask('textDocument/completion', capabilities['completionProvider']),
      peakMemory: canMeasureUsage ? peakMemory(server.pid) : Number.NaN,
    };
  } finally {
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Types a character at the end of an image's tag and takes it away again, so that a finding goes and comes. */
class Editor {
  readonly server: Server;
  readonly #uri: string;
  readonly #place: Place;
  #version = 1;
  #typed = false;

  constructor(server: Server, uri: string, place: Place) {
    this.server = server;
    this.#uri = uri;
    this.#place = place;
  }

  /** Returns when the edit was sent and the version that it made. */
  press(): { at: number; version: number } {
    const { line, character } = this.#place;
    const end = { line, character: character + (this.#typed ? 1 : 0) };
    const text = this.#typed ? '' : 'x';
    this.#typed = !this.#typed;
    this.#version++;
    const textDocument = { uri: this.#uri, version: this.#version };
    const at = performance.now();
    const contentChanges = [{ range: { start: this.#place, end }, text }];
    this.server.notify('textDocument/didChange', { textDocument, contentChanges });
    return { at, version: this.#version };
  }

  async ask(method: string): Promise<void> {
    const position = { line: this.#place.line, character: this.#place.key };
    await this.server.request(method, { textDocument: { uri: this.#uri }, position });
  }
}

async function typeKeys(editor: Editor): Promise<{ keys: number[]; cpuPerKey: number[] }> {
  const keys: number[] = [];
  const cpuPerKey: number[] = [];
  for (let count = 0; count < KEYS; count++) {
    const before = cpu(editor.server);
    const { at, version } = editor.press();
    keys.push((await editor.server.findings(at, version)).at - at);
    await settle(editor.server);
    cpuPerKey.push(cpu(editor.server) - before);
  }
  return { keys, cpuPerKey };
}

async function askBehindEdits(editor: Editor, method: string): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < REQUESTS; count++) {
    const { at, version } = editor.press();
    await editor.ask(method);
    times.push(performance.now() - at);
    await editor.server.findings(at, version);
    await settle(editor.server);
  }
  return times;
}

function cpu({ pid }: Server): number {
  return canMeasureUsage ? cpuTime(pid) : 0;
}

/** Waits until the server has nothing left to do. */
async function settle(server: Server): Promise<void> {
  await pause(30);
  for (let quiet = 0; quiet < 2;) {
    const before = [cpu(server), server.publications] as const;
    await pause(20);
    quiet = cpu(server) - before[0] < 1 && server.publications === before[1] ? quiet + 1 : 0;
  }
}

interface Place {
  readonly line: number;
  readonly character: number;
  /** A character of the key on this line. */
  readonly key: number;
}

/** The image nearest to the middle becomes `:latest`; keys are typed behind it. */
function withTypingPlace(source: string): { text: string; place: Place } {
  const lines = source.split('\n');
  const middle = lines.length >> 1;
  const images = lines.flatMap((line, index) => (/^\s+image: \S+:\S+$/.test(line) ? [index] : []));
  const line = images.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? middle;
  const image = (lines[line] ?? '').replace(/:[^:]*$/, ':latest');
  const text = lines.with(line, image).join('\n');
  return { text, place: { line, character: image.length, key: image.indexOf('image') + 1 } };
}

interface InitializeResult {
  readonly capabilities: Readonly<Record<string, unknown>>;
}

function initializeParams(folder: string): object {
  const uri = pathToFileURL(folder).href;
  return {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'bench' }],
    capabilities: {
      general: { positionEncodings: ['utf-16'] },
      workspace: {
        configuration: true,
        workspaceFolders: true,
        didChangeConfiguration: { dynamicRegistration: true },
      },
      textDocument: {
        publishDiagnostics: { versionSupport: true, relatedInformation: true, codeDescriptionSupport: true },
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
      },
    },
  };
}
