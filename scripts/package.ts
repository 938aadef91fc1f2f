/**
 * Builds and packs `kube-guardrails.vsix`. The files that run are copied to a folder of their own first, with a
 * manifest that says nothing about this repository; so nothing else can slip into the package.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, NOTICES, ROOT } from './build.ts';

export const VSIX = join(ROOT, 'kube-guardrails.vsix');
export const STAGE = join(ROOT, 'dist/vsix');
const IGNORE_FILE = '.vscodeignore';
const BUDGET_BYTES = 1.5 * 1024 * 1024;

/** Written by the packing itself, so not copied. */
const WRITTEN = ['package.json', NOTICES];

/** Members of package.json that only this repository needs; `type` would make VS Code load the bundles the slow way. */
const REPOSITORY_ONLY = [
  'type',
  'private',
  'workspaces',
  'scripts',
  'devDependencies',
  'optionalDependencies',
  'allowScripts',
];

interface Manifest {
  readonly [member: string]: unknown;
  readonly engines: Readonly<Record<string, string>>;
  readonly repository?: unknown;
}

/** Builds, packs and returns the path of the package. */
export async function pack(): Promise<string> {
  const { notices } = await build();
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  cpSync(join(ROOT, IGNORE_FILE), join(STAGE, IGNORE_FILE));
  for (const pattern of shippedPatterns()) stage(pattern);
  writeFileSync(join(STAGE, NOTICES), notices);
  writeFileSync(join(STAGE, 'package.json'), JSON.stringify(extensionManifest(manifest), undefined, 2));
  vsce(manifest.repository === undefined);
  const size = statSync(VSIX).size;
  if (size > BUDGET_BYTES) {
    throw new Error(`${VSIX} has ${size} bytes, more than the budget of ${BUDGET_BYTES}.`);
  }
  return VSIX;
}

/** What `.vscodeignore` keeps: its lines with a `!`. */
function shippedPatterns(): string[] {
  const lines = readFileSync(join(ROOT, IGNORE_FILE), 'utf8').split('\n');
  const kept = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
  return kept.filter((pattern) => !WRITTEN.includes(pattern));
}

function stage(pattern: string): void {
  const files = globSync(pattern, { cwd: ROOT }).filter((file) => statSync(join(ROOT, file)).isFile());
  if (files.length === 0) throw new Error(`Cannot pack: ${pattern} of ${IGNORE_FILE} matches no file.`);
  for (const file of files) {
    mkdirSync(dirname(join(STAGE, file)), { recursive: true });
    cpSync(join(ROOT, file), join(STAGE, file));
  }
}

function extensionManifest(manifest: Manifest): Record<string, unknown> {
  const kept = Object.entries(manifest).filter(([member]) => !REPOSITORY_ONLY.includes(member));
  return { ...Object.fromEntries(kept), engines: { vscode: manifest.engines['vscode'] } };
}

function vsce(withoutRepository: boolean): void {
  const require = createRequire(import.meta.url);
  const program = require.resolve('@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--out', VSIX];
  if (withoutRepository) options.push('--allow-missing-repository', '--no-rewrite-relative-links');
  try {
    execFileSync(process.execPath, [program, 'package', ...options], {
      cwd: STAGE,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`vsce cannot pack the extension:\n${stdout}${stderr}`, { cause: error });
  }
}

if (process.argv[1] === import.meta.filename) {
  try {
    const file = await pack();
    console.log(`${file}  ${(statSync(file).size / 1024).toFixed(0)} KiB`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
