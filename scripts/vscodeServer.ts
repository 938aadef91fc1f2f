import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { VscodeHost } from './vscodeHost.ts';

export interface VscodeServerOptions {
  /** Folder for user data, extensions and logs. */
  readonly folder: string;
  /** 0 takes a free port. */
  readonly port?: number;
  /** Lets a page run tests inside the extension host. */
  readonly testDriver?: boolean;
  /** Environment variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** false opens every folder as trusted. */
  readonly workspaceTrust?: boolean;
}

export interface VscodeServer {
  /** Address on the loopback interface, without the token. */
  readonly url: string;
  /** Secret that a page has to send as `tkn`. */
  readonly token: string;
  /** What the server printed so far. */
  log(): string;
  /** Settles when the server has ended, with whether it was asked to. */
  readonly ended: Promise<boolean>;
  stop(): Promise<void>;
}

/** Settings with which the editor asks nobody anything: no telemetry, no updates, no market place, no experiments. */
export const SILENT_SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'telemetry.feedback.enabled': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
} as const;

/** Settings of a profile. Those that its user has changed since stay as they are. */
export function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  for (const scope of ['User', 'Machine']) {
    const file = join(folder, 'data', scope, 'settings.json');
    if (existsSync(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(settings, undefined, 2));
  }
}

/** Installs a .vsix for servers that run with this folder. */
export function installExtension(host: VscodeHost, folder: string, vsix: string): void {
  const args = ['--server-data-dir', folder, '--extensions-dir', join(folder, 'extensions')];
  const command = [
    serverProgram(host),
    ...args,
    '--accept-server-license-terms',
    '--force',
    '--install-extension',
    vsix,
  ];
  execFileSync(host.node, command, { stdio: 'pipe', env: cleanEnvironment() });
}

/** Starts VS Code on 127.0.0.1. It ends with this process at the latest. */
export async function startVscodeServer(
  host: VscodeHost,
  options: VscodeServerOptions,
): Promise<VscodeServer> {
  const { folder } = options;
  const token = randomBytes(16).toString('hex');
  const tokenFile = join(folder, 'token');
  mkdirSync(folder, { recursive: true });
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const values = {
    host: '127.0.0.1',
    port: options.port ?? 0,
    'connection-token-file': tokenFile,
    'server-data-dir': folder,
    'user-data-dir': join(folder, 'data'),
    'extensions-dir': join(folder, 'extensions'),
    'telemetry-level': 'off',
  };
  const flags = [
    'accept-server-license-terms',
    'disable-telemetry',
    'disable-update-check',
    'disable-experiments',
    'disable-getting-started-override',
    ...(options.testDriver ? ['enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust === false ? ['disable-workspace-trust'] : []),
  ];
  const args = [
    ...Object.entries(values).map(([name, value]) => `--${name}=${value}`),
    ...flags.map((name) => `--${name}`),
  ];
  const env = { ...cleanEnvironment(), ...options.env };
  const child = spawn(host.node, [serverProgram(host), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output += part.toString()));
  const { ended, stop } = endWithThisProcess(child);
  try {
    const port = await listeningPort(child, () => output);
    return { url: `http://127.0.0.1:${port}`, token, log: () => output, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Address of the workbench with a folder open. */
export function workbenchUrl(
  server: Pick<VscodeServer, 'url' | 'token'>,
  folder: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const url = new URL(server.url);
  url.searchParams.set('folder', folder);
  url.searchParams.set('tkn', server.token);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function serverProgram(host: VscodeHost): string {
  return join(host.root, 'out', 'server-main.js');
}

/** Without what npm and a surrounding VS Code put there, and with the market place switched off. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}' };
}

function listeningPort(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('did not start within 30 seconds'), 30_000);
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`VS Code ${why}.\n${output()}`));
    };
    const read = () => {
      const port = /agent listening on (\d+)/.exec(output())?.[1];
      const problem = /Error: listen (\w+).*/.exec(output());
      if (problem)
        fail(problem[1] === 'EADDRINUSE' ? 'cannot take this port: it is in use' : 'cannot listen');
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    };
    child.once('exit', (code) => fail(`ended at once with exit code ${code}`));
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
}

/** However this process ends, the server does not stay behind. Interrupted, it ends with 130, as shells expect. */
function endWithThisProcess(child: ChildProcess): Pick<VscodeServer, 'ended' | 'stop'> {
  let asked = false;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    asked = true;
    await stopGroup(child, exited);
  };
  const kill = () => signalGroup(child, 'SIGKILL');
  const interrupt = () => void stop().finally(() => process.exit(130));
  process.once('exit', kill);
  for (const signal of SIGNALS) process.on(signal, interrupt);
  const ended = exited.then(() => {
    process.off('exit', kill);
    for (const signal of SIGNALS) process.off(signal, interrupt);
    return asked;
  });
  return { ended, stop };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The server, its extension hosts and their language servers are one process group. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // already gone
  }
}

async function stopGroup(child: ChildProcess, exited: Promise<void>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const killer = setTimeout(() => signalGroup(child, 'SIGKILL'), 3_000);
  await exited;
  clearTimeout(killer);
  signalGroup(child, 'SIGKILL');
}
