import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

async function lines(parts: readonly (string | Buffer)[], longest?: number): Promise<string[]> {
  const stream = Readable.from(parts.map((part) => Buffer.from(part)));
  const found: string[] = [];
  for await (const line of linesOf(stream, longest)) found.push(line);
  return found;
}

it.for([
  ['none', [], []],
  ['whole lines', ['a\nb\n', 'c\n'], ['a', 'b', 'c']],
  ['a line in pieces', ['a', 'b', 'c\nd', '\n'], ['abc', 'd']],
  ['a last line without an end', ['a\nb'], ['a', 'b']],
  ['empty lines', ['\n\na\n'], ['', '', 'a']],
] as const)('reads %s', async ([, parts, expected]) => {
  expect(await lines(parts)).toEqual(expected);
});

it('reads a character that is cut in two', async () => {
  const bytes = Buffer.from('grüße\n');
  expect(await lines([bytes.subarray(0, 3), bytes.subarray(3)])).toEqual(['grüße']);
});

it('hands on a line that is too long in pieces', async () => {
  expect(await lines(['aaaa', 'bbbb', 'cc\nd'], 6)).toEqual(['aaaabbbb', 'cc', 'd']);
});

it('takes time in proportion to the length of a line', async () => {
  const parts = Array.from({ length: 4000 }, () => 'x'.repeat(4096));
  const begun = process.cpuUsage();
  expect((await lines(parts))[0]).toHaveLength(4000 * 4096);
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1000);
});
