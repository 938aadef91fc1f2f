import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text.ts';
import { lineEdits } from './lineEdits.ts';

describe('lineEdits', () => {
  it('turns any text into any other', () => {
    const text = array(constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd'), { maxLength: 30 }).map((lines) =>
      lines.join(''),
    );
    assert(
      property(text, text, (before, after) => {
        expect(applyEdits(before, lineEdits(before, after))).toBe(after);
      }),
    );
  });

  it('touches only the lines that differ', () => {
    expect(lineEdits('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n')).toEqual([
      { start: 2, end: 4, text: 'B\n' },
      { start: 8, end: 8, text: 'e\n' },
    ]);
    expect(lineEdits('a\n', 'a\n')).toEqual([]);
  });

  it('gives up on texts that have nothing in common', () => {
    const [before, after] = ['a', 'b'].map((char) =>
      Array.from({ length: 3000 }, (_, line) => `${char}${line}\n`).join(''),
    );
    expect(lineEdits(before ?? '', after ?? '')).toEqual([{ start: 0, end: before?.length, text: after }]);
  });
});
