import { expect, test } from 'vitest';
import { EXPLAIN_LINK, isCheckId, pageTitle } from './pageLink.ts';

test('the link runs the explain command with the id as its only argument', () => {
  const link = new URL(EXPLAIN_LINK.template.replace('{id}', 'image-tag-latest'));
  expect(link.protocol).toBe(`${EXPLAIN_LINK.scheme}:`);
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

test('the title of a page is the sentence in bold', () => {
  expect(pageTitle('# image-tag-latest\n\n**Images name a version.**\n\n## Why\n')).toBe(
    'Images name a version',
  );
  expect(pageTitle('no **bold** sentence')).toBeUndefined();
});
