import { describe, expect, it } from 'vitest';
import { ManifestDocument } from '../../manifest/document.ts';
import { applyEdits } from '../../text.ts';
import { sortedKeys } from './sortKeys.ts';

function sort(text: string): string {
  return applyEdits(text, sortedKeys(new ManifestDocument(text).root));
}

describe('sorting keys', () => {
  it.each([
    [
      'comments go with what they stand above or behind',
      'a:\n  # c\n  c: 1 # one\n\n  # b\n  b: 2\n',
      'a:\n\n  # b\n  b: 2\n  # c\n  c: 1 # one\n',
    ],
    ['the head of a document stays', '# licence\nb: 1\na: 2\n', '# licence\na: 2\nb: 1\n'],
    [
      'behind a dash',
      '- b: 1\n  a: 2\n-   d:\n      f: 1\n      e: 2\n    c: 3',
      '- a: 2\n  b: 1\n-   c: 3\n    d:\n      e: 2\n      f: 1',
    ],
    ['a list below its key at the same column', 'b:\n- 1\n- 2\na: 3\n', 'a: 3\nb:\n- 1\n- 2\n'],
    ['no line break at the end', 'b: 1\na: 2', 'a: 2\nb: 1'],
    ['CRLF', 'b: 1\r\na:\r\n  d: 1\r\n  c: 2\r\n', 'a:\r\n  c: 2\r\n  d: 1\r\nb: 1\r\n'],
    ['JSON', '{\n  "b": {"d": 1, "c": 2},\n  "a": 3\n}\n', '{\n  "a": 3,\n  "b": {"c": 2, "d": 1}\n}\n'],
    ['block scalars', 'b: |\n  x\n   y\n\na: >-\n  z\n', '\na: >-\n  z\nb: |\n  x\n   y\n'],
    ['empty values', 'b:\na:\n', 'a:\nb:\n'],
  ])('%s', (_, text, expected) => {
    expect(sort(text)).toBe(expected);
    expect(sort(expected)).toBe(expected);
  });

  it.each([
    ['what is sorted', 'a: 1\nb: 2\n'],
    ['duplicate keys, of which the last one counts', 'b: 1\na: 1\nb: 2\n'],
    ['a value that would get a line break', 'b: 1\na: |\n  x'],
    ['keys written with a question mark', '? b\n: 1\n? a\n: 2\n'],
    ['comments between entries in braces', '{ b: 1, # b\n  a: 2 }\n'],
  ])('leaves %s alone', (_, text) => {
    expect(sort(text)).toBe(text);
  });
});
