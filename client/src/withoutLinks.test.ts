import { expect, test } from 'vitest';
import { withoutLinks } from './withoutLinks.ts';

/** What VS Code takes for a link. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/;

test('a text from a cluster makes no link in a notice', () => {
  const text = 'It said: [fix it](command:workbench.action.quit) [a](https://example.com "b")';
  expect(text).toMatch(LINK);
  expect(withoutLinks(text)).toBe(
    'It said: [fix it] (command:workbench.action.quit) [a] (https://example.com "b")',
  );
  expect(withoutLinks(withoutLinks(text))).not.toMatch(LINK);
  expect(withoutLinks('spec.containers[0] (web)')).toBe('spec.containers[0] (web)');
});
