import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { JournalFiles } from './files.ts';
import type { Line } from './line.ts';

const DAY = 24 * 60 * 60_000;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'journal');
}

function line(id: string, more: Partial<Line> = {}): Line {
  const place = { context: 'test', path: '/api/v1/nodes/a', kind: 'Node', name: 'a' };
  return { id, time: Date.now(), action: 'changed', outcome: 'done', ...place, ...more };
}

test('outlives a restart, the newest first, for nobody else to read', () => {
  const folder = newFolder();
  expect(new JournalFiles(folder).read()).toEqual([]);
  const [first, second] = [line('1', { time: Date.now() - 10 }), line('2', { difference: '-a\n+b' })];
  new JournalFiles(folder).append(first);
  new JournalFiles(folder).append(second);
  expect(new JournalFiles(folder).read()).toEqual([second, first]);
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  expect(statSync(join(folder, files[0] ?? '')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('is written by several windows at once, and no line is lost', async () => {
  const folder = newFolder();
  const script = `
    const { JournalFiles } = await import(${JSON.stringify(join(import.meta.dirname, 'files.ts'))});
    const files = new JournalFiles(${JSON.stringify(folder)});
    const line = { time: Date.now(), context: 'test', action: 'changed', path: '/', kind: 'A', name: 'a', outcome: 'done' };
    for (let at = 0; at < 150; at++) files.append({ ...line, id: process.argv[1] + '-' + at, difference: 'x'.repeat(2000) });
  `;
  const windows = ['a', 'b', 'c'].map((name) =>
    spawn(process.execPath, ['--input-type=module', '--eval', script, name], { stdio: 'ignore' }),
  );
  const codes = await Promise.all(windows.map(async (child) => (await once(child, 'exit'))[0] as number));
  expect(codes).toEqual([0, 0, 0]);
  const lines = new JournalFiles(folder).read();
  expect(new Set(lines.map(({ id }) => id)).size).toBe(450);
  expect(readdirSync(folder).length).toBeLessThanOrEqual(6);
});

test('takes a line that was cut short for none, and loses no other', () => {
  const folder = newFolder();
  const files = new JournalFiles(folder);
  files.append(line('1'));
  const [name = ''] = readdirSync(folder);
  appendFileSync(join(folder, name), '{"id":"cut","time":17');
  files.append(line('2'));
  expect(
    files
      .read()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(['1', '2']);
});

test('is bounded in age, size and number', () => {
  const folder = newFolder();
  const files = new JournalFiles(folder);
  files.append(line('new'));
  const now = Date.now();
  for (const days of [200, 91, 89, 8])
    writeFileSync(
      join(folder, `changes-${now - days * DAY}.jsonl`),
      `${JSON.stringify(line(`${days} days`, { time: now - days * DAY }))}\n`,
    );
  expect(files.read().map(({ id }) => id)).toEqual(['new', '8 days', '89 days']);
  const large = 'x'.repeat(100_000);
  for (let at = 0; at < 30; at++) files.append(line(`large ${at}`, { difference: large }));
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(sizes.length).toBeLessThanOrEqual(4);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4 * 400_000);
  for (let at = 0; at < 1500; at++) files.append(line(`small ${at}`));
  expect(files.read()).toHaveLength(1000);
});
