import { describe, expect, it } from 'vitest';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import { Workspace } from '../../core/workspace.ts';
import { findingKey, fingerprints } from './key.ts';

const TEXT = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata:
      name: web
      namespace: shop
      annotations: { a.b/c: x }
    spec:
      containers:
        - name: first
          env: [{ name: A, value: b }, { value: c }]
        - name: [no, text]
      args: [a]
`;

/** The key of a finding in the Pod, or of one without an object. */
function at(path: string, message = 'a message'): string {
  const workspace = new Workspace();
  workspace.set('file:///a.yaml', TEXT);
  const resource = workspace
    .slots('file:///a.yaml')
    .find(({ resource }) => resource.kind === 'Pod')?.resource;
  const finding = { id: 'some-check', resource, path, message } as unknown as PlacedFinding;
  const key = findingKey(finding, 'a.yaml');
  expect(key).toMatchObject({ file: 'a.yaml', object: 'Pod shop/web', check: 'some-check' });
  return key.at;
}

describe('the key of a finding', () => {
  it.each([
    ['spec.containers[0].env[0].value', 'spec.containers[first].env[A].value'],
    ['spec.containers[0].env[1].value', 'spec.containers[first].env[*].value'],
    ['spec.containers[1]', 'spec.containers[*]'],
    ['spec.containers[7].image', 'spec.containers[*].image'],
    ['spec.args[0]', 'spec.args[*]'],
    ['metadata.annotations[a.b/c]', 'metadata.annotations[a.b/c]'],
    ['metadata.labels[1]', 'metadata.labels[1]'],
    ['spec.containers[0].resources.limits.memory', 'spec.containers[first].resources.limits.memory'],
  ])('names the items of %s', (path, expected) => {
    expect(at(path)).toBe(expected);
  });

  it('is the message of what is about no field', () => {
    expect(at('', 'broken')).toBe('broken');
  });

  it('differs in nothing but its number from an equal one', () => {
    const key = { file: 'a', object: '', check: 'b', at: 'c' };
    const [one, other] = [fingerprints(), fingerprints()];
    expect(one(key)).toBe(other(key));
    expect(one(key)).toBe(other(key));
    expect(one(key)).not.toBe(one(key));
    expect(one({ ...key, check: 'x' })).not.toBe(fingerprints()(key));
  });
});
