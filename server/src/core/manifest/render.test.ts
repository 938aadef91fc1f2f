import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderBlock } from './render.ts';

it.each([
  'one\ntwo\n',
  'one\n\n  two',
  '# head\na: 1\n\n\n',
  'one \ntwo: "x"\n',
  ' indented\nless\n',
  '\nblank first\n',
  'with a\ttab\n',
  'CRLF\r\n',
  'one line',
])('writes a text of several lines so that it reads the same: %j', (text) => {
  for (const eol of ['\n', '\r\n']) {
    const { text: written } = renderBlock({ a: [{ b: { c: text, d: 1 } }, text] }, 2, 2, eol);
    expect(written).not.toMatch(/^[ ]+$/m);
    expect(parse(written)).toEqual({ a: [{ b: { c: text, d: 1 } }, text] });
  }
});
