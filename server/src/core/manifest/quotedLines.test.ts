import { describe, expect, it } from 'vitest';
import { ManifestDocument } from './document.ts';
import { parseYaml } from './yaml.ts';

const read = (text: string): unknown => {
  const { contents, problems } = parseYaml(text);
  return problems.length > 0 ? problems.map(({ message }) => message) : contents?.toJSON();
};

describe('quoted text on several lines, as go-yaml reads it', () => {
  it.for([
    ['a list item', "a:\n    - b: 'it''s\n  long'\n      c: 1\n", { a: [{ b: "it's long", c: 1 }] }],
    ['column 0', 'a:\n  b: "one\ntwo \\\nthree"\n  c: 2\n', { a: { b: 'one two three', c: 2 } }],
    ['an empty line', "a:\n  b: 'one\n\n two'\n", { a: { b: 'one\ntwo' } }],
    ['Windows lines', "a:\r\n  b: 'one\r\n two'\r\n", { a: { b: 'one two' } }],
    ['a flow mapping', "a:\n  b: {c: 'x\ny'}\n", { a: { b: { c: 'x y' } } }],
    ['two of them', "a:\n  b: 'x\n y'\n  c: 'v\n w'\n", { a: { b: 'x y', c: 'v w' } }],
  ] as const)('%s', ([, text, value]) => {
    expect(read(text)).toEqual(value);
  });

  it('keeps everything in its place', () => {
    const text = "a:\n  b: 'one\n two'\n  c: 2\n";
    const { root } = new ManifestDocument(text);
    const places = ['b', 'c'].map((key) => root.at('a', key).span);
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(["'one\n two'", '2']);
  });

  it.for(["a: 'x\n", "a:\n  b: 'one\n  c: 'two'\n", "a:\n  b: 'one\n c\n", 'a:\n  b: "one\n  c: d\n'])(
    'still misses the end of %j',
    (text) => {
      expect(read(text)).toEqual([expect.stringContaining('this text has no end')]);
    },
  );
});
