import { expect, it } from 'vitest';
import { Progress } from './progress.ts';

function run(isTTY: boolean, enabled: boolean, times: readonly number[]): string[] {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  const progress = new Progress(stream, enabled, () => now);
  for (const [index, time] of times.entries()) {
    now = time;
    progress.show('Checking files', index, times.length);
  }
  progress.clear();
  return written;
}

it('shows nothing for work that is done at once', () => {
  expect(run(true, true, [0, 100, 200, 399])).toEqual([]);
});

it('shows steps now and then, and wipes itself', () => {
  expect(run(true, true, [0, 400, 410, 420, 480])).toEqual([
    '\r[#####...................] Checking files: 1 of 5\u001b[K',
    '\r[###################.....] Checking files: 4 of 5\u001b[K',
    '\r\u001b[K',
  ]);
});

it('is for terminals, and can be turned off', () => {
  expect(run(false, true, [0, 1000])).toEqual([]);
  expect(run(true, false, [0, 1000])).toEqual([]);
});
