import { expect, test } from 'vitest';
import { ManifestDocument } from '../../../../../server/src/core/manifest/document.ts';
import { nameOf, readManifests } from './readManifests.ts';

const TEXT = `# the shop
apiVersion: v1
kind: ConfigMap
metadata: {name: one}
---
# nothing here
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata:
      name: two # stays
    data:
      text: |
        a
          b
  - {apiVersion: v1, kind: Secret, metadata: {name: three}}
  - metadata: {name: nothing}
---
apiVersion: v1
kind: [
---
kind: Pod
---
apiVersion: batch/v1
kind: Job
metadata: {generateName: run-}
---
{"apiVersion": "v1", "kind": "ConfigMapList", "items": [{"metadata": {"name": "four"}}]}
`;

test('reads what can be applied and names what cannot, with lines', () => {
  const { manifests, leftOut } = readManifests(TEXT);
  expect(manifests.map((one) => `${nameOf(one)}:${one.line}`)).toEqual([
    'ConfigMap one:2',
    'ConfigMap two:11',
    'Secret three:19',
    'ConfigMap four:31',
  ]);
  expect(leftOut.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    '20: is no Kubernetes object: "apiVersion" or "kind" is missing.',
    expect.stringMatching(/^2\d: cannot be read: /),
    '25: is no Kubernetes object: "apiVersion" or "kind" is missing.',
    expect.stringMatching(/^27: this Job has a generated name/),
  ]);
});

test('sends what was written', () => {
  const texts = readManifests(TEXT).manifests.map(({ text }) => text);
  expect(texts[0]).toBe('# the shop\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n');
  expect(texts[1]).toContain('name: two # stays');
  const read = texts.map((text) => new ManifestDocument(text).root.toJSON());
  expect(read).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'two' }, data: { text: 'a\n  b\n' } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'three' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'four' } },
  ]);
});

test('takes only the documents that a selection touches', () => {
  const at = (word: string, until = word): string[] => {
    const piece = { start: TEXT.indexOf(word), end: TEXT.indexOf(until) };
    return readManifests(TEXT, piece).manifests.map(nameOf);
  };
  expect(at('name: one')).toEqual(['ConfigMap one']);
  expect(at('name: two')).toEqual(['ConfigMap two', 'Secret three']);
  expect(at('the shop', 'name: two')).toEqual(['ConfigMap one', 'ConfigMap two', 'Secret three']);
  const end = { start: TEXT.length, end: TEXT.length };
  expect(readManifests(TEXT, end).manifests.map(nameOf)).toEqual(['ConfigMap four']);
  const second = TEXT.indexOf('---');
  expect(readManifests(TEXT, { start: 0, end: second }).manifests.map(nameOf)).toEqual(['ConfigMap one']);
});
