import { expect, it } from 'vitest';
import { pathBelow } from './uris.ts';

it.each([
  ['file:///a/b.yaml', 'file:///a', 'b.yaml'],
  ['file:///a/b.yaml', 'file:///a/', 'b.yaml'],
  ['file:///a/b.yaml', 'file:///', 'a/b.yaml'],
  ['file:///c%3A/a/b%20c.yaml', 'file:///c%3A/', 'a/b c.yaml'],
  ['file:///a/%E9.yaml', 'file:///a', '%E9.yaml'],
  ['untitled:a', '', 'untitled:a'],
  ['file:///ab/c.yaml', 'file:///a', undefined],
])('%s below %s: %s', (uri, folder, expected) => {
  expect(pathBelow(uri, folder)).toBe(expected);
});
