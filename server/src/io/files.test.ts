import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_BYTES, readManifestText, readText } from './files.ts';
import { GitIgnore } from './gitIgnore.ts';
import { walk } from './walk.ts';

const POD = 'apiVersion: v1\nkind: Pod\n';
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string | Buffer = POD): string {
  const full = join(root, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function walked(folder = root): string[] {
  return [...walk(folder)].filter((path) => path !== undefined).map((path) => relative(root, path));
}

describe('readText', () => {
  it.each([
    ['a manifest', POD, { text: POD }],
    ['an empty file', '', { text: '' }],
    ['a byte order mark, which stays', `\uFEFF${POD}`, { text: `\uFEFF${POD}` }],
    ['characters beyond the basic plane', 'a: 🐳\n', { text: 'a: 🐳\n' }],
    ['a binary', Buffer.from([1, 0, 2]), { problem: 'binary' }],
    ['Latin-1', Buffer.from([97, 58, 32, 0xe4]), { problem: 'not UTF-8' }],
    ['10 MB', Buffer.alloc(MAX_BYTES, 'a'), { text: 'a'.repeat(MAX_BYTES) }],
    ['more than 10 MB', Buffer.alloc(MAX_BYTES + 1, 'a'), { problem: 'too large' }],
  ])('reads %s', (_, content, expected) => {
    expect(readText(write('a.yaml', content))).toEqual(expected);
  });

  it('says what is missing, a folder or a pipe without waiting for it', () => {
    expect(readText(join(root, 'a.yaml'))).toEqual({ problem: 'missing' });
    expect(readText(root)).toEqual({ problem: 'unreadable' });
    execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
    expect(readText(join(root, 'pipe.yaml'))).toEqual({ problem: 'unreadable' });
  });

  it('counts JSON only if it holds an object', () => {
    expect(readManifestText(write('package.json', '{"name": "a"}'))).toEqual({ problem: 'irrelevant' });
    const pod = '{"apiVersion": "v1", "kind": "Pod"}';
    expect(readManifestText(write('pod.json', pod))).toEqual({ text: pod });
    expect(readManifestText(write('values.yaml', 'a: 1\n'))).toEqual({ text: 'a: 1\n' });
  });
});

describe('walk', () => {
  it('finds manifests and what explains them, in order', () => {
    const paths = [
      'b/c.yml',
      'b/Dockerfile',
      'a.yaml',
      'a.json',
      'Dockerfile.dev',
      'web.Dockerfile',
      'kustomization.yaml',
      'Kustomization',
    ];
    for (const path of [
      ...paths,
      'readme.md',
      'x.yaml.bak',
      'node_modules/a/a.yaml',
      'b/node_modules/a.yaml',
      '.git/a.yaml',
    ])
      write(path);
    expect(walked()).toEqual([
      'Dockerfile.dev',
      'Kustomization',
      'a.json',
      'a.yaml',
      'kustomization.yaml',
      'web.Dockerfile',
      'b/Dockerfile',
      'b/c.yml',
    ]);
  });

  it('honours .gitignore from the root of the repository down', () => {
    mkdirSync(join(root, '.git'));
    write('.gitignore', 'out/\n*.gen.yaml\n/top.yaml\n');
    write('app/.gitignore', '!keep.gen.yaml\nlocal.yaml\n');
    for (const path of [
      'out/a.yaml',
      'top.yaml',
      'a.gen.yaml',
      'app/out/a.yaml',
      'app/top.yaml',
      'app/keep.gen.yaml',
      'app/local.yaml',
    ]) {
      write(path);
    }
    expect(walked()).toEqual(['app/keep.gen.yaml', 'app/top.yaml']);
    expect(walked(join(root, 'app'))).toEqual(['app/keep.gen.yaml', 'app/top.yaml']);
    const rules = new GitIgnore(root);
    expect(rules.ignoresBelow(root, join(root, 'app/out/a.yaml'))).toBe(true);
    expect(rules.ignoresBelow(root, join(root, 'app/top.yaml'))).toBe(false);
  });

  it('follows no links', () => {
    write('real/a.yaml');
    symlinkSync(join(root, 'real'), join(root, 'linked'));
    symlinkSync(tmpdir(), join(root, 'outside'));
    symlinkSync(join(root, 'real/a.yaml'), join(root, 'b.yaml'));
    expect(walked()).toEqual(['real/a.yaml']);
  });
});
