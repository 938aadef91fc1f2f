import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ContentStore } from './contentStore.ts';
import { noteAsJson, readNote } from './note.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'openapi');
}

test('keeps a text once, under its hash, for its owner alone', async () => {
  const folder = newFolder();
  const store = new ContentStore(folder);
  const [one, other] = await Promise.all([store.put('{"a":1}'), store.put('{"a":1}')]);
  expect(other).toEqual(one);
  expect(readdirSync(folder)).toEqual([`${one.hash}.json`]);
  expect(readFileSync(one.path, 'utf8')).toBe('{"a":1}');
  if (process.platform !== 'win32') expect(statSync(one.path).mode & 0o777).toBe(0o600);
  expect(await new ContentStore(folder).get(one.hash)).toEqual(one);
});

test('gives nothing that is not what its name says', async () => {
  const folder = newFolder();
  const { hash, path } = await new ContentStore(folder).put('{"a":1}');
  writeFileSync(path, '{"a":');
  const store = new ContentStore(folder);
  expect(await store.get(hash)).toBeUndefined();
  expect(await store.get('../secrets')).toBeUndefined();
  expect(await store.get('0'.repeat(64))).toBeUndefined();
  await store.put('{"a":1}');
  expect(readFileSync(path, 'utf8')).toBe('{"a":1}');
});

test('stays small: what was not used for the longest time goes', async () => {
  const folder = newFolder();
  const store = new ContentStore(folder, 2500);
  const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(1000));
  const [first, second] = [await store.put(texts[0] ?? ''), await store.put(texts[1] ?? '')];
  const long = new Date(Date.now() - 60_000);
  utimesSync(second.path, long, long);
  const third = await store.put(texts[2] ?? '');
  expect(readdirSync(folder).toSorted()).toEqual([`${first.hash}.json`, `${third.hash}.json`].toSorted());
  const large = await store.put('d'.repeat(5000));
  expect(readdirSync(folder)).toEqual([`${large.hash}.json`]);
});

test('notes what belongs to a name, and takes any note', async () => {
  const store = new ContentStore(newFolder());
  expect(readNote(await store.note('test\nhttps://a'))).toEqual(readNote(undefined));
  const note = readNote({
    version: '1.36',
    readOn: '2026-01-31',
    kinds: [['a/v1', 'A'], 'b', ['c']],
    documents: [['v1', 'h', 'c'], ['v2'], 3],
  });
  expect(note).toEqual({
    version: '1.36',
    readOn: '2026-01-31',
    kinds: [['a/v1', 'A']],
    documents: new Map([['v1', { hash: 'h', content: 'c' }]]),
  });
  await store.setNote('test\nhttps://a', noteAsJson(note));
  expect(readNote(await store.note('test\nhttps://a'))).toEqual(note);
  expect(readNote(await store.note('test\nhttps://b')).version).toBeUndefined();
  for (const value of [null, 3, 'text', [], { documents: {}, kinds: {} }])
    expect(readNote(value)).toEqual(readNote({}));
});
