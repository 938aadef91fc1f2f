import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { ManifestDocument } from './document.ts';
import { readJoined } from './quotedLines.ts';
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

  it('reads many of them', () => {
    const lines = Array.from({ length: 2000 }, (_, at) => `  k${at}: "one\n two"\n`);
    expect(read(`a:\n${lines.join('')}`)).toMatchObject({ a: { k0: 'one two', k1999: 'one two' } });
  });

  it.for([
    ['a text with an end', 'a:\n  b: "one\n two"\n  c: "d"\n', 2],
    ['one without, before other texts', 'a:\n  b: "one\n  c: "two"\n  d: "three"\n', 0],
    ['one without, before an empty text', 'a:\n  b: "one\n  c: ""\n', 0],
    ['one without, before an apostrophe', "a:\n  b: 'one\n  c: don't\n", 0],
  ] as const)('reads again only what may become right: %s', ([, text, times]) => {
    let reads = 0;
    const options = { prettyErrors: false };
    readJoined(text, parseDocument(text, options), (joined) => {
      reads++;
      return parseDocument(joined, options);
    });
    expect(reads).toBe(times);
  });

  it.for(["a: 'x\n", "a:\n  b: 'one\n  c: 'two'\n", "a:\n  b: 'one\n c\n", 'a:\n  b: "one\n  c: d\n'])(
    'still misses the end of %j',
    (text) => {
      expect(read(text)).toEqual([expect.stringContaining('this text has no end')]);
    },
  );
});
