import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { replaceText } from './writeFile.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kube-guardrails-write-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

it('replaces the text of a file', () => {
  const path = join(folder(), 'a.yaml');
  writeFileSync(path, '\ufeffold\r\n');
  expect(replaceText(path, '\ufeffold\r\n', '\ufeffnew é\r\n')).toBeUndefined();
  expect(readFileSync(path, 'utf8')).toBe('\ufeffnew é\r\n');
});

it('leaves a file alone that changed meanwhile, and leaves nothing behind', () => {
  const root = folder();
  const path = join(root, 'a.yaml');
  writeFileSync(path, 'somebody else was here');
  expect(replaceText(path, 'old', 'new')).toBe('it changed while it was being checked');
  expect(readFileSync(path, 'utf8')).toBe('somebody else was here');
  expect(readdirSync(root)).toEqual(['a.yaml']);
});

it('says why a file cannot be written', () => {
  const root = folder();
  expect(replaceText(join(root, 'gone.yaml'), 'old', 'new')).toBe('ENOENT');
  mkdirSync(join(root, 'folder'));
  expect(replaceText(join(root, 'folder'), 'old', 'new')).toBe('it changed while it was being checked');
  expect(readdirSync(root)).toEqual(['folder']);
});
