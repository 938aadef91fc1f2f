import { describe, expect, it } from 'vitest';
import { placeAt } from './placeAt.ts';

/** `role path <typed> {siblings}` at the `|` of a text. */
function at(source: string): string | undefined {
  const offset = source.indexOf('|');
  const text = source.slice(0, offset) + source.slice(offset + 1);
  const place = placeAt(text, offset);
  if (!place) return undefined;
  const depth = place.path.length - (place.role === 'value' ? 1 : 0);
  const entries = [...place.entries(Math.max(0, depth))].map(([key, value]) =>
    value ? `${key}=${value}` : key,
  );
  return `${place.role} ${place.path.join('.')} <${place.typed}> {${entries.toSorted().join(' ')}}`;
}

describe('placeAt in block style', () => {
  it.each([
    ['an empty document', '|', 'key  <> {}'],
    ['the end of an object', 'kind: Pod\nmetadata:\n  name: x\n|', 'key  <> {kind=Pod metadata}'],
    ['a half-typed key', 'kind: Pod\nspec:\n  repl|\n  a: 1', 'key spec <repl> {a=1}'],
    ['an empty line below a key', 'spec:\n  |', 'key spec <> {}'],
    ['an empty line among keys', 'spec:\n  a: 1\n  |\n  b:\n    c: 1\nd: 1', 'key spec <> {a=1 b}'],
    ['an item', 'spec:\n  list:\n    - a: 1\n      b: 2\n    - |\n      c: 3', 'key spec.list.1 <> {c=3}'],
    ['a later key of an item', 'list:\n- a: 1\n- b: 2\n  |', 'key list.1 <> {b=2}'],
    ['a list at the column of its key', 'spec:\n  list:\n  - a: 1\n  |', 'key spec <> {list}'],
    ['nested lists', 'm:\n  - - a\n    - b|', 'key m.0.1 <b> {}'],
    ['a value', 'spec:\n  image: ngin|', 'value spec.image <ngin> {image=ngin}'],
    ['no value yet', 'spec:\n  image: |', 'value spec.image <> {image}'],
    ['no space yet', 'spec:\n  image:|', 'value spec.image <> {image}'],
    ['an open quote', 'spec:\n  image: "ngin|\n  b: 1', 'value spec.image <ngin> {b=1 image="ngin}'],
    ['a value in an item', 'list:\n  - image: |', 'value list.0.image <> {image}'],
    ['a key that has a value', 'spec:\n  im|age: x', 'key spec <im> {}'],
    ['a quoted key', 'metadata:\n  annotations:\n    "a/b|": x', 'key metadata.annotations <a/b> {}'],
    ['an anchor', 'a:\n  b: &x\n    |', 'key a.b <> {}'],
    ['a broken line above', 'a:\n  b: "open\n  c: [1,\n  d|', 'key a <d> {b="open c=[1,}'],
    ['carriage returns', 'a:\r\n  b: 1\r\n  |\r\n  c: 2\r\n', 'key a <> {b=1 c=2}'],
    ['a misaligned line', 'a:\n |\n  b: 1', 'key a <> {b=1}'],
  ])('%s', (_, source, expected) => {
    expect(at(source)).toBe(expected);
  });

  it.each([
    ['a comment', 'a: 1 # |'],
    ['a block scalar', 'data:\n  a: >\n    b: |'],
    ['a second line of text', 'a: b\n  c|'],
    ['right behind a dash', 'a:\n  -|'],
    ['in front of a key', 'a:\n | b: 1'],
    ['behind a value', 'a: b |'],
    ['an alias', 'a: *b|'],
    ['a marker', '--|-\na: 1'],
  ])('nothing in %s', (_, source) => {
    expect(at(source)).toBeUndefined();
  });
});

describe('placeAt in flow style', () => {
  it.each([
    ['a key', 'a:\n  b: { c: 1, d|, e: 2 }', 'key a.b <d> {c=1 e=2}'],
    ['no key yet', 'a: {|}', 'key a <> {}'],
    ['a value', 'a: { b: x|, c: 1 }', 'value a.b <x> {b=x c=1}'],
    ['no value yet', 'a: { b: | }', 'value a.b <> {b}'],
    ['an item', 'a: [x, y|]', 'value a.1 <y> {}'],
    ['a list of items', '- { a: 1 }\n- { | }', 'key 1 <> {}'],
    ['the start of a key', 'a: { |b: 1, c: 2 }', 'key a <> {c=2}'],
    ['several lines', 'a:\n  b: {\n    c: 1,\n    |\n  }\nd: 1', 'key a.b <> {c=1}'],
    ['an unclosed brace', 'a:\n  b: { c: 1, |\n  d: 2', 'key a.b <> {c=1 d=2}'],
    ['JSON', '{ "kind": "Pod", "spec": { "a": [ { "b": 1, "|" } ] } }', 'key spec.a.0 <> {b=1}'],
    ['a JSON value', '{ "kind": "P|" }', 'value kind <P> {kind=P}'],
    ['an open JSON string', '{\n "kind": "P|\n}', 'value kind <P> {kind=P}'],
  ])('%s', (_, source, expected) => {
    expect(at(source)).toBe(expected);
  });

  it('gives nothing behind a value or the collection', () => {
    expect(at('a: { b: 1 | }')).toBeUndefined();
    expect(at('a: { b: 1 } |')).toBeUndefined();
  });
});
