import { expect, test } from 'vitest';
import { isCheckId, PAGE_LINK, PAGE_SCHEME, pageTitle } from './pageLink.ts';

test('the link is the address of a document of ours, named after the check', () => {
  const link = new URL(PAGE_LINK.replace('{id}', 'image-tag-latest'));
  expect(link.protocol).toBe(`${PAGE_SCHEME}:`);
  expect(link.pathname).toBe('/image-tag-latest.md');
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

test('the title of a page is the sentence in bold', () => {
  expect(pageTitle('# image-tag-latest\n\n**Images name a version.**\n\n## Why\n')).toBe(
    'Images name a version',
  );
  expect(pageTitle('no **bold** sentence')).toBeUndefined();
});
