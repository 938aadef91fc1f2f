import { expect, test } from 'vitest';
import { fillSections } from './sections.ts';

test('only what stands between the markers of a known section changes', () => {
  const text =
    'a\n<!-- generated:t -->old<!-- /generated:t -->\nb\n<!-- generated:u -->x<!-- /generated:u -->';
  expect(fillSections(text, { t: '| new |' })).toBe(
    'a\n<!-- generated:t -->\n\n| new |\n\n<!-- /generated:t -->\nb\n<!-- generated:u -->x<!-- /generated:u -->',
  );
});

test('filling twice changes nothing more', () => {
  const once = fillSections('<!-- generated:t --><!-- /generated:t -->', { t: 'x $& y' });
  expect(once).toContain('x $& y');
  expect(fillSections(once, { t: 'x $& y' })).toBe(once);
});
