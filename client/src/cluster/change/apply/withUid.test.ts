import { expect, test } from 'vitest';
import { withUid } from './withUid.ts';

const UID = '5ff3edec-e2a6-47e9-885c-02db3282c1ec';

test.for([
  ['kind: A\nmetadata:\n  name: a\nspec: {}\n', 'kind: A\nmetadata:\n  "uid": "U"\n  name: a\nspec: {}\n'],
  [
    '# why\nmetadata: # whose\n    # its name\n    name: a # here\n',
    '# why\nmetadata: # whose\n    # its name\n    "uid": "U"\n    name: a # here\n',
  ],
  ['metadata: {name: a}\n', 'metadata: {"uid": "U", name: a}\n'],
  ['metadata: {}\n', 'metadata: {"uid": "U"}\n'],
  ['{"metadata": {"name": "a"}}', '{"metadata": {"uid": "U", "name": "a"}}'],
  ['metadata: &m\n  name: a\n', 'metadata: &m\n  "uid": "U"\n  name: a\n'],
  // The items of a List are indented.
  ['  kind: A\n  metadata:\n    name: a\n', '  kind: A\n  metadata:\n    "uid": "U"\n    name: a\n'],
  ['kind: A\r\nmetadata:\r\n  name: a\r\n', 'kind: A\r\nmetadata:\r\n  "uid": "U"\n  name: a\r\n'],
] as const)('%j', ([text, wanted]) => {
  expect(withUid(text, UID)).toBe(wanted.replace('"U"', `"${UID}"`));
});

test.for([
  'kind: A\n',
  'metadata:\n  uid: of-its-own\n  name: a\n',
  'metadata: &m {name: a}\nother: {metadata: *m}\nmore: 1\n',
  'base: &m {name: a}\nmetadata: *m\n',
])('leaves alone what it cannot write into, or what others share: %j', (text) => {
  expect(withUid(text, UID)).toBe(text);
});

test('leaves a manifest alone where there is no object', () => {
  expect(withUid('metadata: {name: a}\n', undefined)).toBe('metadata: {name: a}\n');
});
