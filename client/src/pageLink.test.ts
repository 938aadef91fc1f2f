import { expect, test } from 'vitest';
import { isCheckId, PAGE_LINK, pageTitle } from './pageLink.ts';

test('the link runs the explain command with the id as its only argument', () => {
  const link = new URL(PAGE_LINK.replace('{id}', 'image-tag-latest'));
  expect(link.protocol).toBe('command:');
  expect(link.pathname).toBe('kubeGuardrails.explain');
  expect(JSON.parse(decodeURIComponent(link.search.slice(1)))).toEqual(['image-tag-latest']);
});

test.each([
  ['image-tag-latest', true],
  ['../secrets', false],
  ['a/b', false],
  ['', false],
  [undefined, false],
])('%j is an id: %j', (id, expected) => {
  expect(isCheckId(id)).toBe(expected);
});

test('the title of a page is its first heading', () => {
  expect(pageTitle('# Images need a tag\n\n## Why\n')).toBe('Images need a tag');
  expect(pageTitle('no heading')).toBeUndefined();
});
