import { expect, it } from 'vitest';
import { safeJson, visible } from './escape.ts';

it.each([
  ['plain é 😀 日本', 'plain é 😀 日本'],
  ['a\u001b[31mb', String.raw`a\x1b[31mb`],
  ['a\r\n\tb', String.raw`a\r\n\tb`],
  ['\u0000\u007f\u0085\u009b', String.raw`\x00\x7f\x85\x9b`],
  ['\u202eevil\u2066', String.raw`\u202eevil\u2066`],
  ['\ud800 \udc00', String.raw`\ud800 \udc00`],
  ['\u2028\ufeff', String.raw`\u2028\ufeff`],
])('shows %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

it('escapes in JSON what JSON.stringify leaves, and nothing changes for who reads it', () => {
  const value = { text: 'a\u001b\u0085\u202e\u2028\n"\\' };
  const json = safeJson(value, 2);
  expect(json).toBe(String.raw`{
  "text": "a\u001b\u0085\u202e\u2028\n\"\\"
}`);
  expect(JSON.parse(json)).toEqual(value);
});
