import {
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test as plainTest, vi } from 'vitest';
import { watchFiles } from './watchFiles.ts';

const EVERY = 10;
const test = plainTest.extend<{ folder: string }>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-watch-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

/** Watches a file, changes something, and says whether that was told: before, after, and after the end. */
async function told(file: string, change: () => void): Promise<readonly boolean[]> {
  const changed = vi.fn<() => void>();
  const calls = (): boolean => changed.mock.calls.length > 0;
  const stop = watchFiles([file], changed, EVERY);
  await pause(5 * EVERY); // the first look
  const before = calls();
  change();
  await vi.waitUntil(calls);
  stop();
  changed.mockClear();
  writeFileSync(file, 'after the end');
  await pause(5 * EVERY);
  return [before, true, calls()];
}
const ONCE = [false, true, false];

test('tells of a file that is written', async ({ folder }) => {
  const file = join(folder, 'config');
  writeFileSync(file, 'one');
  expect(await told(file, () => writeFileSync(file, 'two and more'))).toEqual(ONCE);
});

test('tells of a file that another one replaces, of the same size and time', async ({ folder }) => {
  const file = join(folder, 'config');
  writeFileSync(file, 'one');
  const change = (): void => {
    writeFileSync(`${file}.new`, 'two');
    const { atime, mtime } = statSync(file);
    utimesSync(`${file}.new`, atime, mtime);
    renameSync(`${file}.new`, file);
  };
  expect(await told(file, change)).toEqual(ONCE);
});

test('tells of a link that leads elsewhere now', async ({ folder }) => {
  const file = join(folder, 'config');
  for (const name of ['a', 'b']) writeFileSync(join(folder, name), name);
  symlinkSync(join(folder, 'a'), file);
  const change = (): void => {
    unlinkSync(file);
    symlinkSync(join(folder, 'b'), file);
  };
  expect(await told(file, change)).toEqual(ONCE);
});

test('tells of a file that comes later, and of one that goes', async ({ folder }) => {
  const file = join(folder, 'later');
  expect(await told(file, () => writeFileSync(file, 'here'))).toEqual(ONCE);
  expect(await told(file, () => unlinkSync(file))).toEqual(ONCE);
});
