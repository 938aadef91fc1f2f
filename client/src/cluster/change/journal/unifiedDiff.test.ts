import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from './unifiedDiff.ts';

test('shows what changes with three lines around it', () => {
  const left = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
  const right = left.toSpliced(9, 1, 'other', 'more');
  expect(unifiedDiff(`${left.join('\n')}\n`, `${right.join('\n')}\n`).split('\n')).toEqual([
    '@@ -7 +7 @@',
    ' line 7',
    ' line 8',
    ' line 9',
    '-line 10',
    '+other',
    '+more',
    ' line 11',
    ' line 12',
    ' line 13',
  ]);
  expect(unifiedDiff('same\n', 'same\n')).toBe('');
  expect(unifiedDiff('', 'new\n')).toBe('@@ -1 +1 @@\n+new');
});

test('leads from one text to the other', () => {
  const texts = array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
  assert(
    property(texts, texts, (left, right) => {
      const lines = unifiedDiff(left.join('\n'), right.join('\n')).split('\n');
      const side = (sign: string) =>
        lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
      expect(without(left, side('-'))).toEqual(without(right, side('+')));
    }),
  );
});

function without(all: readonly string[], own: readonly string[]): readonly string[] {
  const rest = [...all];
  for (const one of own) rest.splice(rest.indexOf(one), 1);
  return rest.toSorted();
}
