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
