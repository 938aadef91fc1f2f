import { describe, expect, it } from 'vitest';
import { readCel } from './cel.ts';

const WELL_FORMED = [
  `object.metadata.name.startsWith('a') && !has(object.spec.paused)`,
  `has(object.metadata.labels) ? object.metadata.labels['app'] == params.data.app : false`,
  `request.userInfo.username in ['a', "b",]`,
  `{'a': 1, ?'b': object.?b}.size() == 2`,
  String.raw`string(object.x) + r'\d+' != '''it's''' && b"\"" != b''`,
  `-1 < int(x) && 0x1F > 2u && 1.5e3 > .1 && 2 - -1 == 3 && !!true`,
  `Object{metadata: Object.metadata{labels: {"team": "shop"}}}`,
  `variables.most > 1 // a comment\n && true`,
  `google.protobuf.Duration{seconds: 1} == duration('1s')`,
  `object.metadata.labels[?'a'].orValue('') == 'in'`,
];

const BROKEN: readonly (readonly [text: string, at: number, message: string])[] = [
  ['a >', 3, 'it ends too early'],
  ['/a', 0, '"/" is not expected here'],
  ['a b', 2, '"b" is not expected here'],
  ['a = b', 2, '"=" means nothing here'],
  ["a == 'b", 5, 'this text is not closed'],
  ['(a', 2, 'it ends too early'],
  ['f(a,)', 4, '")" is not expected here'],
  ['a ? b', 5, 'it ends too early'],
  ['{a}', 2, '"}" is not expected here'],
  ['as + 1', 0, '"as" is a reserved word'],
];

describe('expressions', () => {
  it.each(WELL_FORMED)('%s is well-formed', (text) => {
    expect(readCel(text).problem).toBeUndefined();
  });

  it.each(BROKEN)('%s is not', (text, at, message) => {
    expect(readCel(text).problem).toEqual({ at, message });
  });

  it('is not led astray by depth', () => {
    expect(readCel('('.repeat(100_000)).problem).toBeDefined();
    expect(readCel('!'.repeat(100_000) + 'a').problem).toBeUndefined();
  });

  it('takes names from outside, but for those of macros and libraries', () => {
    const { names } = readCel('self.items.all(x, x > self.least) && y && math.greatest(z, 1) > 0');
    expect(names.map(({ name, field }) => [name, field])).toEqual([
      ['self', 'items'],
      ['self', 'least'],
      ['y', undefined],
      ['z', undefined],
    ]);
  });
});
