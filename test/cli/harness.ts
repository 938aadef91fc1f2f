import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CHECKS } from '../../server/src/core/checks/index.ts';

export const SERVER = join(import.meta.dirname, '../../server');
export const BIN = join(SERVER, 'bin/kube-guardrails.js');

/** A new folder with these files, which is gone after the test. */
export function folder(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'kube-guardrails-cli-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
  readonly bin?: string;
}

/** Runs the command line as users do: its own process, the built bundle. */
export function cli(args: readonly string[], { cwd, input = '', env = {}, node, bin }: CliOptions): CliRun {
  const { NO_COLOR: _, FORCE_COLOR: __, ...outer } = process.env;
  const { status, stdout, stderr } = spawnSync(node ?? process.execPath, [bin ?? BIN, ...args], {
    cwd,
    input,
    env: { ...outer, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

/** What `--format json` prints. */
export interface JsonReport {
  readonly findings: readonly JsonFinding[];
  readonly summary: Readonly<Record<string, number>>;
}

interface JsonFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly id: string;
  readonly message: string;
  readonly [key: string]: unknown;
}

/** Runs `check --format json` and reads what it prints. */
export function checkJson(args: readonly string[], options: CliOptions): { report: JsonReport; run: CliRun } {
  const run = cli(['check', '--format', 'json', ...args], options);
  return { report: JSON.parse(run.out) as JsonReport, run };
}

/** A Pod of eight lines; the image stands on the last one. */
export function pod(name = 'web', image = 'nginx:latest'): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: ${name}
      image: ${image}
`;
}

/** A config with these checks and no others of ours, so that a test does not change with every new check. */
export function only(...ids: readonly string[]): string {
  const levels = CHECKS.map(({ id }) => `  ${id}: ${ids.includes(id) ? 'warning' : '"off"'}\n`);
  return `checks:\n${levels.join('')}`;
}

/** The only finding of `pod()` with this config is `image-tag-latest`, on line 8, column 14. */
export const CONFIG = { '.kube-guardrails.yaml': only('image-tag-latest') };
