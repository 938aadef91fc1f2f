/* oxlint-disable vitest/expect-expect -- `agrees` expects */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isPair, isScalar, isSeq } from 'yaml';
import { readPlainYaml } from './plainYaml.ts';
import { splitDocuments } from './split.ts';
import { plainValue } from './plainValue.ts';
import { parseWithLibrary } from './yamlLibrary.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** Everything the engine may see of a node. */
function shape(node: unknown): unknown {
  if (isPair(node)) return [shape(node.key), shape(node.value)];
  if (isScalar(node)) {
    const { value, type, source, range, anchor, tag } = node;
    return { value, type, source, range: range?.slice(), anchor, tag };
  }
  if (isMap(node) || isSeq(node)) {
    const { flow, range, anchor, tag } = node;
    return {
      map: isMap(node),
      flow: flow ?? false,
      range: range?.slice(),
      anchor,
      tag,
      items: node.items.map(shape),
    };
  }
  return node;
}

/** Whether the plain reader took the text on; if it did, it read what the library reads. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(text, plainValue);
  if (!plain) return false;
  const document = parseWithLibrary(text);
  expect(
    document.errors.map(({ message }) => message),
    JSON.stringify(text),
  ).toEqual([]);
  expect(shape(plain), JSON.stringify(text)).toEqual(shape(document.contents));
  return true;
}

const manifests = ['examples/**/*.{yaml,yml}', 'server/src/core/checks/*/*.md']
  .flatMap((glob) => globSync(glob, { cwd: ROOT }))
  .flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return path.endsWith('.md')
      ? [...text.matchAll(/^```yaml.*\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? '')
      : [text];
  })
  .flatMap((text) => splitDocuments(text).map(({ start, end }) => text.slice(start, end)));

describe('readPlainYaml', () => {
  it('reads most manifests, and reads them as the library does', () => {
    // Pages have caret lines, which are comments indented more than what follows.
    const plain = manifests.filter((text) => !/^ *#/m.test(text) && !text.includes('{{'));
    expect(plain.filter(agrees).length / plain.length).toBeGreaterThan(0.9);
    for (const text of manifests) agrees(text);
  });

  it.each([
    [
      'scalars',
      'a: x\nb: 1\nc: 0644\nd: yes\ne: 1.30\nf: ~\ng:\nh: "q"\ni: \'it\'\'s\'\nj: 22:22\nk: -x\nl: /a#b\nm: a b  # c\nn: "\\n\\"\\\\"\n',
    ],
    ['keys', 'on: 1\n"q": 2\n\'s\': 3\na.b/c-d: 4\n1: 5\ntrue: 6\n'],
    ['lists', 'a:\n- x\n- y: 1\n  z: 2\n-  - n\n   - m\nb:\n  - 1\n  - "2"\n'],
    ['comments', '# a\n---\n# b\na: # c\n  # d\n  b: 1 # e\n\n  # f\n  c: 2\n# g\nd: 3\n# h\n'],
    ['blocks', 'a: |\n  x\n\n   y # no comment\nb: |-\n  z\n\nc: 1\nd:\n  - |\n    k: v\n'],
    ['flow', 'a: []\nb: {}\nc: [x, "y", 1, \'z\' ]\nd: [ ]\ne: { f: 1, "g": [h], i: {j: k} }\n'],
    [
      'text on several lines',
      "a: x y  \n   z?\n  -1 {it's}\nb:\n- 1\n  2\n- c: d\n    e # f\n  g: 1\n- - h\n    i\nj: k\n l",
    ],
    [
      'quoted text on several lines',
      "a: 'x  \n    y''s\n  \"z'\nb: \"x # \n  y: 'z\"  # c\nc:\n- 'd\n  e'\nf: '\n g'\n",
    ],
    ['the end of the text', 'a: 1'],
    ['an empty value at the end', 'a:\n  b:'],
    ['spaces at the end', 'a:   \nb: x   \nc: "y"  '],
  ])('%s', (_, text) => {
    for (let end = 1; end < text.length; end++) agrees(text.slice(0, end));
    expect(agrees(text)).toBe(true);
  });

  it.each([
    ['anchors', 'a: &x 1\nb: *x\n'],
    ['tags', 'a: !!str 1\n'],
    ['an empty line within text', 'a: x\n\n  y\n'],
    ['a colon within text', 'a: x\n  y: z\n'],
    ['an escape in text on several lines', 'a: "x\n  \\ty"\n'],
    ['quoted lines that are not indented', "a:\n  b: 'x\n  y'\n"],
    ['folded text', 'a: >\n  x\n'],
    ['tabs', 'a:\t1\n'],
    ['CRLF', 'a: 1\r\n'],
    ['a byte order mark', '\ufeffa: 1\n'],
    ['merge keys', '<<: {}\n'],
    ['a second colon', 'a: b: c\n'],
    ['wrong indentation', 'a:\n    b: 1\n  c: 2\n'],
    ['an unclosed quote', 'a: "x\n'],
    ['a mapping without a space', 'a: {b:1}\n'],
    ['no mapping', '- a\n'],
    ['nothing', ''],
    ['absurd depth', Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('leaves %s to the library', (_, text) => {
    expect(readPlainYaml(text, plainValue)).toBeUndefined();
  });

  it('agrees on lines put together at random', () => {
    const indent = fc.constantFrom('', '  ', '    ', '   ', '      ');
    const line = fc.constantFrom(
      'a:',
      'b: 1',
      '- a: x',
      '-',
      '- ',
      '- - x',
      '- y',
      '# c',
      '',
      'k: "v" # w',
      "q: 'v'",
      'l: |',
      'l: |-',
      'text',
      "'q'",
      "s: 't",
      'u: "v',
      "w'",
      'x"',
      '---',
      '...',
      'n: ',
      'f: [a, "b"]',
      'f: { a: b, "c": [d ] }',
      'e: {}',
      '"q": 1',
      'x: y: z',
      'u: a#b',
      'v: a #b',
      '- |',
      'p: -1',
      'o: 0o7',
      'w: *a',
      'z: &b c',
      'on: off',
      '- # x',
      'm: # x',
      't: !t x',
      's: "a',
      '? k',
      ': v',
      'd: 1  ',
      'r: [a,',
      'g: ]',
      'h: @x',
      'i: %x',
      'j: `x',
      '- {}',
      '- []',
    );
    const text = fc
      .array(fc.tuple(indent, line), { minLength: 1, maxLength: 8 })
      .map((lines) => lines.map((parts) => parts.join('')).join('\n'));
    fc.assert(
      fc.property(text, fc.constantFrom('', '\n', '\n\n', '  '), (body, end) => void agrees(body + end)),
      { numRuns: 5000 },
    );
  });

  it('agrees on manifests with something put in, taken out or repeated', () => {
    const piece = fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '#',
      ' # x',
      ':',
      ': ',
      '- ',
      '"',
      "'",
      '|',
      '[',
      '{',
      '}',
      ',',
      '\\',
      '&a ',
      '*a',
      '!',
      '?',
      '%',
      '---\n',
      'x',
      '1',
      '-',
      '~',
      '>',
      '=',
      '.',
      '\u00e9',
      '\u0000',
      '\u2028',
      '\u{1f600}',
    );
    const change = fc.tuple(fc.constantFrom(...manifests), fc.nat(), fc.nat(12), piece);
    fc.assert(
      fc.property(change, ([text, place, length, put]) => {
        const at = place % (text.length + 1);
        agrees(text.slice(0, at) + put + text.slice(at));
        agrees(text.slice(0, at) + text.slice(at + length));
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves control characters beside escapes to the library', () => {
    expect(agrees('a: "\u0000\\\\"\n')).toBe(false);
    expect(agrees('a: "b\\\\c"\n')).toBe(true);
  });

  it('agrees on plain scalars', () => {
    const char = fc.constantFrom(...'abyYnNtTfF01289eE_.+-~/:#=<>%@*&!|?,[]{}()\\"\'`^; $'.split(''));
    const source = fc.array(char, { minLength: 1, maxLength: 7 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(
        source,
        (text) =>
          void [
            agrees(`a: ${text}\n`),
            agrees(`a:\n- ${text}\n`),
            agrees(`${text}: 1\n`),
            agrees(`a: [${text}]\n`),
            agrees(`a: {b: ${text}}\n`),
            agrees(`a: {${text}: b}\n`),
          ],
      ),
      { numRuns: 10_000 },
    );
  });

  it('tells what is a number, true, false or nothing as the library does', () => {
    const number = fc.stringMatching(/^[-+]?[.0-9]{0,3}[0-9_.eExXobgiMm+-]{0,4}$/);
    const word = fc.mixedCase(
      fc.constantFrom('y', 'yes', 'on', 'no', 'off', 'true', 'null', '.inf', '.nan', '1m'),
    );
    fc.assert(
      fc.property(fc.oneof(number, word), (source) => {
        const { contents } = parseWithLibrary(`- ${source}`);
        const item = isSeq(contents) ? contents.items[0] : undefined;
        if (source === '' || !isScalar(item) || item.source !== source || item.type !== 'PLAIN') return;
        expect(plainValue(source)).toBe(item.value);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['.', '.'],
    ['e8', 'e8'],
    ['._', '._'],
    ['---', '---'],
    ['...', '...'],
    ['1.', 1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['0644', 420],
    ['0o17', 15],
    ['-0o17', -15],
    ['22:22', '22:22'],
    ['2020-01-01', '2020-01-01'],
    ['y', true],
    ['~', null],
  ])('reads %s as go-yaml does', (source, value) => {
    expect(plainValue(source)).toBe(value);
  });
});
