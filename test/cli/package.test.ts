import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONFIG, SERVER, checkJson, cli, folder, pod } from './harness.ts';

/** The oldest Node that is supported, where this machine has one. */
function node20(): string {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((path) => !path.includes('node_modules'));
  const candidates = folders.map((path) => join(path, 'node')).filter((path) => existsSync(path));
  return candidates.find((path) => versionOf(path).startsWith('v20.')) ?? process.execPath;
}

function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' });
}

describe('the npm package', () => {
  const node = node20();
  let files: readonly string[] = [];

  beforeAll(() => {
    const packed = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: SERVER,
        encoding: 'utf8',
        stdio: 'pipe',
      }),
    ) as unknown;
    files = filesOf(packed);
  });

  it('holds the program, its pages, the readme and nothing of the sources', () => {
    for (const file of [
      'package.json',
      'README.md',
      'bin/kube-guardrails.js',
      'dist/cli.js',
      'dist/checks/image-tag-latest.md',
      'dist/config.schema.json',
    ]) {
      expect(files).toContain(file);
    }
    expect(files.filter((file) => /(?:^src|\.ts$|\.map$|\.test\.)/.test(file))).toEqual([]);
  });

  it(`runs by itself in an empty folder (Node ${versionOf(node).trim()})`, () => {
    const cwd = folder(CONFIG);
    const tarballs = folder();
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', tarballs], {
      cwd: SERVER,
      stdio: 'pipe',
    });
    const [tarball] = readdirSync(tarballs);
    execFileSync('tar', ['-xzf', join(tarballs, tarball ?? ''), '-C', tarballs]);
    const bin = join(tarballs, 'package/bin/kube-guardrails.js');
    const { report, run } = checkJson(['-'], { cwd, input: pod(), node, bin });
    expect(run).toMatchObject({ code: 1, err: '' });
    expect(report.findings).toHaveLength(1);
    expect(cli(['explain', 'image-tag-latest'], { cwd, node, bin }).out).toMatch(/^# image-tag-latest\n/);
    expect(cli(['check', '--format', 'sarif', '-'], { cwd, input: pod(), node, bin }).code).toBe(1);
  });

  it('asks for nothing to be installed', () => {
    const manifest = JSON.parse(readFileSync(join(SERVER, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('scripts');
  });
});

describe('the bundles use nothing that Node 20 lacks', () => {
  it.each([['cli.js'], ['server.js'], ['schedule.js'], ['ajv.js'], ['re2js.js'], ['dockerfile-ast.js']])(
    '%s',
    (name) => {
      const path = join(SERVER, 'dist', name);
      if (!existsSync(path)) return;
      const source = readFileSync(path, 'utf8');
      const newer =
        /\b(?:Map|Object)\.groupBy\b|\bPromise\.(?:withResolvers|try)\b|\bArray\.fromAsync\b|\bRegExp\.escape\b|\bIterator\.from\b|\.(?:values|keys)\(\)\.(?:map|filter|flatMap|some|every|find|toArray|reduce|take|drop)\(/g;
      expect(source.match(newer) ?? []).toEqual([]);
    },
  );
});

/** npm 11 prints an object by package name, older ones a list. */
function filesOf(packed: unknown): string[] {
  const [entry] = (Array.isArray(packed) ? packed : Object.values(packed as object)) as {
    files: { path: string }[];
  }[];
  return entry?.files.map(({ path }) => path) ?? [];
}
