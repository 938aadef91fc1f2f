import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';

const POLL = { timeout: 20_000 };
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await create(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'kettles.kitchen.example.com' },
    spec: {
      group: 'kitchen.example.com',
      scope: 'Namespaced',
      names: { kind: 'Kettle', plural: 'kettles' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', properties: { liters: { type: 'integer' } } } },
            },
          },
        },
      ],
    },
  });
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'prices' },
  });
  const folder = join(inject('editor')?.folder ?? '', '.kube');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

const KETTLE = 'apiVersion: kitchen.example.com/v1\nkind: Kettle\nmetadata: {name: tea}\nspec:\n  liter: 2\n';
const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.0.0
      envFrom:
        - configMapRef:
            name: pr
`;

test('goes by the cluster that is chosen for the workspace', async ({ open }) => {
  const { workbench, page } = await open({
    '.kube-guardrails.yaml': 'kubernetesVersion: cluster\n',
    'kettle.yaml': KETTLE,
    'pod.yaml': POD,
  });
  await workbench.open('kettle.yaml');
  const version = () => page.locator('[id$="kubeGuardrails.status"]').innerText();
  await expect.poll(version, POLL).toMatch(/^Kubernetes 1\.\d+/);
  expect(await version()).not.toContain('(test)');
  await workbench.command('Kube Guardrails: Choose the Cluster of This Workspace');
  await workbench.choose('test');
  await expect.poll(version, POLL).toContain('Kubernetes 1.36 (test)');
  await expect
    .poll(() => workbench.squiggles('kettle.yaml'), POLL)
    .toContainEqual({ severity: 'error', text: 'liter' });

  await workbench.open('pod.yaml');
  await workbench.goTo('pod.yaml', 10, 21);
  await page.keyboard.press('Control+Space');
  const row = page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: 'prices' });
  await row.waitFor(POLL);
  await expect.poll(() => row.innerText(), POLL).toContain('in test');
});
