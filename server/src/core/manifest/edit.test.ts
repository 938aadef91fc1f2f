import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text.ts';
import { ManifestDocument } from './document.ts';
import { addItem, remove, renameKey, set } from './edit.ts';
import type { Key } from './field.ts';
import { placeholder } from './render.ts';
import type { Value } from './render.ts';

const HEAD = 'apiVersion: v1\nkind: Pod\n';

function after(body: string, path: readonly Key[], edit: 'set' | 'add', value: Value): string {
  const document = new ManifestDocument(HEAD + body);
  const field = document.root.at(...path);
  const text = applyEdits(document.text, edit === 'set' ? set(field, value) : addItem(field, value));
  expect(text.startsWith(HEAD)).toBe(true);
  expect(new ManifestDocument(text).problems).toEqual([]);
  return text.slice(HEAD.length);
}

function without(body: string, ...path: readonly Key[]): string {
  const document = new ManifestDocument(HEAD + body);
  const text = applyEdits(document.text, remove(document.root.at(...path)));
  expect(new ManifestDocument(text).problems).toEqual([]);
  return text.slice(HEAD.length);
}

describe('set', () => {
  it.each([
    ['a plain scalar', 'a: 1 # why\n', ['a'], 2, 'a: 2 # why\n'],
    ['a quoted scalar, in its quotes', `a: "x" # why\n`, ['a'], 'y', `a: "y" # why\n`],
    ['a single-quoted scalar', `a: 'x'\n`, ['a'], "it's", `a: 'it''s'\n`],
    ['text that needs quotes', 'a: x\n', ['a'], 'yes', 'a: "yes"\n'],
    ['a folded scalar', 'a: >-\n  x\n  y\nb: 1\n', ['a'], 'z', 'a: z\nb: 1\n'],
    ['an empty value', 'a:\nb: 1\n', ['a'], 2, 'a: 2\nb: 1\n'],
    ['an empty value by a mapping', 'a: # why\nb: 1\n', ['a'], { c: 1 }, 'a: # why\n  c: 1\nb: 1\n'],
    ['an empty mapping and list', 'a: 1\n', ['b'], { c: {}, d: [] }, 'a: 1\nb:\n  c: {}\n  d: []\n'],
    ['a mapping by another', 'a:\n  b: 1\nc: 2\n', ['a'], { d: 1 }, 'a:\n  d: 1\nc: 2\n'],
    ['null by a mapping', 'a: null\nb: 1\n', ['a'], { c: 1 }, 'a:\n  c: 1\nb: 1\n'],
    ['an empty flow mapping', 'a: {} # why\nb: 1\n', ['a', 'c', 'd'], 1, 'a: # why\n  c:\n    d: 1\nb: 1\n'],
    ['an empty mapping with an anchor', 'a: &x {}\nb: *x\n', ['a', 'c'], 1, 'a: &x\n  c: 1\nb: *x\n'],
    ['an empty mapping through its alias', 'a: &x {}\nb: *x\n', ['b', 'c'], 1, 'a: &x { c: 1 }\nb: *x\n'],
    ['nothing through its alias', 'a: &x\nb: *x\n', ['b'], { c: 1 }, 'a: &x { c: 1 }\nb: *x\n'],
    ['a block through its alias: nothing', 'a: &x |\n  t\nb: *x\n', ['b'], { c: 1 }, 'a: &x |\n  t\nb: *x\n'],
    ['nothing in a flow mapping', 'a: { b: }\n', ['a', 'b'], { c: 1 }, 'a: { b: { c: 1 }}\n'],
    ['nothing right behind a colon', 'a: {b:}\n', ['a', 'b'], { c: 1 }, 'a: {b: { c: 1 }}\n'],
    ['an absent key', 'a:\n  b: 1\nc: 1\n', ['a', 'd'], 2, 'a:\n  b: 1\n  d: 2\nc: 1\n'],
    [
      'an absent key behind a comment',
      'a:\n  b: 1 # why\n  # more\nc: 1\n',
      ['a', 'd'],
      2,
      'a:\n  b: 1 # why\n  d: 2\n  # more\nc: 1\n',
    ],
    [
      'absent mappings',
      'a:\n    b: 1\n',
      ['a', 'c', 'd'],
      { e: true },
      'a:\n    b: 1\n    c:\n        d:\n            e: true\n',
    ],
    [
      'a key behind a block scalar',
      'a:\n  b: |\n    x\n    y\nc: 1\n',
      ['a', 'd'],
      2,
      'a:\n  b: |\n    x\n    y\n  d: 2\nc: 1\n',
    ],
    ['a key at the end without a newline', 'a:\n  b: 1', ['a', 'd'], 2, 'a:\n  b: 1\n  d: 2'],
    ['a key in a list item', 'a:\n- b: 1\n- b: 2\n', ['a', 0, 'c'], 3, 'a:\n- b: 1\n  c: 3\n- b: 2\n'],
    [
      'a key behind a nested list',
      'a:\n  b:\n  - x\n  - y\nc: 1\n',
      ['a', 'd'],
      2,
      'a:\n  b:\n  - x\n  - y\n  d: 2\nc: 1\n',
    ],
    ['a key in a flow mapping', 'a: { b: 1 }\n', ['a', 'c'], 2, 'a: { b: 1, c: 2 }\n'],
    ['a mapping in a flow mapping', 'a: {b: 1}\n', ['a', 'c', 'd'], 2, 'a: {b: 1, c: { d: 2 }}\n'],
    [
      'a list as the document has them',
      'a:\n- 1\nb: 1\n',
      ['c'],
      [{ d: 1, e: 2 }],
      'a:\n- 1\nb: 1\nc:\n- d: 1\n  e: 2\n',
    ],
    ['a list with indentation', 'a:\n  - 1\nb: 1\n', ['c'], [1], 'a:\n  - 1\nb: 1\nc:\n  - 1\n'],
    ['where the anchor is', 'a: &x\n  b: 1\nc: *x\n', ['c', 'd'], 2, 'a: &x\n  b: 1\n  d: 2\nc: *x\n'],
    [
      'beside a merge key',
      'a: &x\n  b: 1\nc:\n  <<: *x\n',
      ['c', 'd'],
      2,
      'a: &x\n  b: 1\nc:\n  <<: *x\n  d: 2\n',
    ],
    [
      'a key behind an alias',
      'a: &x 1\nc:\n  b: *x # why\ne: 1\n',
      ['c', 'd'],
      2,
      'a: &x 1\nc:\n  b: *x # why\n  d: 2\ne: 1\n',
    ],
  ] satisfies [string, string, Key[], Value, string][])(
    'replaces or adds %s',
    (_name, body, path, value, expected) => {
      expect(after(body, path, 'set', value)).toBe(expected);
    },
  );

  it('keeps CRLF', () => {
    const document = new ManifestDocument('apiVersion: v1\r\nkind: Pod\r\na:\r\n  b: 1\r\nc: 2\r\n');
    const edits = set(document.root.at('a', 'd'), { e: 1 });
    expect(applyEdits(document.text, edits)).toBe(
      'apiVersion: v1\r\nkind: Pod\r\na:\r\n  b: 1\r\n  d:\r\n    e: 1\r\nc: 2\r\n',
    );
  });

  it('writes JSON into JSON', () => {
    const document = new ManifestDocument(
      '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "spec": {\n    "a": 1\n  }\n}\n',
    );
    const text = applyEdits(document.text, set(document.root.at('spec', 'b'), { c: placeholder('x') }));
    expect(JSON.parse(text)).toEqual({ apiVersion: 'v1', kind: 'Pod', spec: { a: 1, b: { c: 'x' } } });
    expect(text).toContain('    "a": 1,\n    "b": {"c": "x"}\n'.replace('{"c": "x"}', '{ "c": "x" }'));
  });

  it('does nothing below a scalar', () => {
    const document = new ManifestDocument(`${HEAD}a: 1\n`);
    expect(set(document.root.at('a', 'b'), 1)).toEqual([]);
  });

  it('offers values to confirm as tab stops, or in a comment', () => {
    const document = new ManifestDocument(`${HEAD}a:\n  b: 1\n`);
    const [edit] = set(document.root.at('a', 'c'), {
      d: placeholder('100m'),
      e: placeholder('1.0', { before: 'x:$', hint: 'choose' }),
    });
    expect(edit?.text).toBe('\n  c:\n    d: 100m # TODO: confirm\n    e: x:$1.0 # TODO: choose');
    expect(edit?.snippet).toBe('\n  c:\n    d: ${1:100m}\n    e: x:\\$${2:1.0}');
  });
});

describe('addItem', () => {
  it.each([
    ['a block list', 'a:\n- 1\n- 2 # why\nb: 1\n', ['a'], 3, 'a:\n- 1\n- 2 # why\n- 3\nb: 1\n'],
    [
      'an indented list of mappings',
      'a:\n  - b: 1\n    c: 2\nd: 1\n',
      ['a'],
      { b: 3 },
      'a:\n  - b: 1\n    c: 2\n  - b: 3\nd: 1\n',
    ],
    ['a flow list', 'a: [1, 2]\n', ['a'], 3, 'a: [1, 2, 3]\n'],
    ['an empty flow list', 'a: []\n', ['a'], 3, 'a: [ 3 ]\n'],
    ['an absent list', 'a: 1\n', ['b'], 3, 'a: 1\nb:\n  - 3\n'],
  ] satisfies [string, string, Key[], Value, string][])(
    'appends to %s',
    (_name, body, path, value, expected) => {
      expect(after(body, path, 'add', value)).toBe(expected);
    },
  );
});

describe('remove', () => {
  it.each([
    ['an entry', 'a: 1\nb: 2 # why\nc: 3\n', ['b'], 'a: 1\nc: 3\n'],
    ['a nested mapping', 'a:\n  b:\n    c: 1\n    d: 2\n  e: 1\n', ['a', 'b'], 'a:\n  e: 1\n'],
    ['what becomes empty above', 'a:\n  b:\n    c: 1\nd: 1\n', ['a', 'b', 'c'], 'd: 1\n'],
    ['the first key of a list item', 'a:\n  - b: 1\n    c: 2\n', ['a', 0, 'b'], 'a:\n  - c: 2\n'],
    ['the last key of a list item', 'a:\n  - b: 1\n    c: 2\n', ['a', 0, 'c'], 'a:\n  - b: 1\n'],
    ['a list item', 'a:\n  - b: 1\n    c: 2\n  - b: 3\n', ['a', 0], 'a:\n  - b: 3\n'],
    ['a flow entry', 'a: { b: 1, c: 2 }\n', ['a', 'b'], 'a: { c: 2 }\n'],
    ['the last flow entry', 'a: { b: 1, c: 2 }\n', ['a', 'c'], 'a: { b: 1 }\n'],
    ['a block scalar', 'a: 1\nb: |\n  x\n  y\nc: 1\n', ['b'], 'a: 1\nc: 1\n'],
    ['the last line without a newline', 'a: 1\nb: 2', ['b'], 'a: 1\n'],
    ['a multi-line flow entry', 'a: {\n  b: 1,\n  c: 2\n}\n', ['a', 'c'], 'a: {\n  b: 1\n}\n'],
  ] satisfies [string, string, Key[], string][])('removes %s', (_name, body, path, expected) => {
    expect(without(body, ...path)).toBe(expected);
  });
});

describe('renameKey', () => {
  it('keeps quotes', () => {
    const document = new ManifestDocument(`${HEAD}"a": 1\n`);
    expect(applyEdits(document.text, renameKey(document.root.at('a'), 'b'))).toBe(`${HEAD}"b": 1\n`);
  });
});
