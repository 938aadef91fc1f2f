import { expect, test } from 'vitest';
import { isKubernetesText, mayBecomeKubernetesText, touchesHeader, type TextLike } from './kubernetesText.ts';

test.each([
  ['a manifest', 'yaml', 'file', '/app/deploy.yaml', 'apiVersion: v1\nkind: Pod\n', true],
  ['a manifest that was never saved', 'yaml', 'untitled', 'Untitled-1', 'apiVersion: v1\nkind: Pod\n', true],
  ['a manifest in JSON', 'json', 'file', '/app/pod.json', '{"apiVersion": "v1", "kind": "Pod"}', true],
  ['our config file', 'yaml', 'file', '/app/.kube-guardrails.yaml', '', true],
  ['a kustomization without a kind', 'yaml', 'file', '/app/kustomization.yaml', 'resources: []', true],
  ['other YAML', 'yaml', 'file', '/app/ci.yaml', 'on: push\njobs: {}\n', false],
  ['half a manifest', 'yaml', 'file', '/app/a.yaml', 'kind: Pod\n', false],
  ['a manifest shown as text', 'plaintext', 'file', '/app/a.yaml', 'apiVersion: v1\nkind: Pod\n', false],
  ['the old side of a diff', 'yaml', 'git', '/app/a.yaml', 'apiVersion: v1\nkind: Pod\n', false],
] as const)('%s', (_, languageId, scheme, path, text, expected) => {
  expect(isKubernetesText(document(languageId, scheme, path, text))).toBe(expected);
});

test('asking whether a document may become a manifest does not read its text', () => {
  const unread: TextLike = {
    languageId: 'yaml',
    uri: { scheme: 'file', path: '/a.yaml' },
    getText: () => {
      throw new Error('read');
    },
  };
  expect(mayBecomeKubernetesText(unread)).toBe(true);
});

test('only edits on lines with apiVersion or kind can make a manifest', () => {
  expect(touchesHeader(['spec:', 'kind: Pod'])).toBe(true);
  expect(touchesHeader(['"apiVersion": "v1"'])).toBe(true);
  expect(touchesHeader(['spec:', ''])).toBe(false);
});

function document(languageId: string, scheme: string, path: string, text: string): TextLike {
  return { languageId, uri: { scheme, path }, getText: () => text };
}
