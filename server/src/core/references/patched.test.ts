import { expect, it } from 'vitest';
import { Workspace } from '../workspace.ts';
import { mayBePatched } from './patched.ts';

const WORKLOAD = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n';
const PATCH = `${WORKLOAD}spec: { strategy: { type: Recreate } }\n`;

it('knows what patches and replica counts of a Kustomize root may change', () => {
  const workspace = new Workspace();
  const root =
    'resources: [web.yaml]\npatches: [{ path: patch.yaml }]\nreplicas: [{ name: web, count: 3 }]\n';
  workspace.set('file:///w/kustomization.yaml', root);
  workspace.set('file:///w/web.yaml', WORKLOAD);
  workspace.set('file:///w/patch.yaml', PATCH);
  workspace.set('file:///other/web.yaml', WORKLOAD);
  for (const [word, uri, expected] of [
    ['replicas', 'file:///w/web.yaml', true],
    ['strategy', 'file:///w/web.yaml', true],
    ['affinity', 'file:///w/web.yaml', false],
    ['replicas', 'file:///other/web.yaml', false],
  ] as const) {
    expect(mayBePatched(workspace, uri, word), `${word} in ${uri}`).toBe(expected);
  }
});
