import { expect, it } from 'vitest';
import { Workspace } from '../workspace.ts';
import { limitRangeOf } from './limitRange.ts';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n---\n';

function defaults(item: string): { requests: string[]; limits: string[] } {
  const workspace = new Workspace();
  const uri = 'file:///workspace/a.yaml';
  workspace.set(uri, `${POD}apiVersion: v1\nkind: LimitRange\nspec:\n  limits: [${item}]\n`);
  const slot = workspace.slots(uri)[0];
  const found = slot && limitRangeOf(workspace, slot);
  return { requests: [...(found?.requests ?? [])], limits: [...(found?.limits ?? [])] };
}

it.each([
  ['{ type: Container, default: { cpu: 1 } }', ['cpu'], ['cpu']],
  ['{ type: Container, defaultRequest: { cpu: 1 } }', ['cpu'], []],
  ['{ type: Container, max: { cpu: 1 } }', ['cpu'], ['cpu']],
  ['{ type: Container, min: { cpu: 1 } }', ['cpu'], []],
  ['{ type: Container, default: { cpu: null } }', [], []],
  ['{ type: Pod, max: { cpu: 1 } }', [], []],
])('%s gives defaults', (item, requests, limits) => {
  expect(defaults(item)).toEqual({ requests, limits });
});

const named = (namespace: string): string =>
  `metadata: { name: a${namespace && `, namespace: ${namespace}`} }\n`;

it.each([
  ['beside it, both open', 'shop/range.yaml', '', '', true],
  ['above it, both open', 'range.yaml', '', '', true],
  ['in another folder, both open', 'test/objects/range.yaml', '', '', false],
  ['in another folder, of the same namespace', 'platform/range.yaml', 'shop', 'shop', true],
  ['in another folder, open', 'test/objects/range.yaml', '', 'shop', false],
  ['beside it, of another namespace', 'shop/range.yaml', 'test', 'shop', false],
])('a LimitRange %s', (_where, path, rangeNamespace, podNamespace, counts) => {
  const workspace = new Workspace();
  workspace.set(
    `file:///workspace/${path}`,
    `apiVersion: v1\nkind: LimitRange\n${named(rangeNamespace)}spec:\n  limits: [{ type: Container, default: { cpu: 1 } }]\n`,
  );
  const uri = 'file:///workspace/shop/pod.yaml';
  workspace.set(uri, `apiVersion: v1\nkind: Pod\n${named(podNamespace)}`);
  const slot = workspace.slots(uri)[0];
  expect(slot && limitRangeOf(workspace, slot) !== undefined).toBe(counts);
});
