import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';

const POLL = { timeout: 30_000 };
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  const admission = '/apis/admissionregistration.k8s.io/v1';
  await create(server, `${admission}/validatingadmissionpolicies`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'few-replicas' },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['*'], resources: ['deployments'] },
        ],
      },
      validations: [{ expression: 'object.spec.replicas <= 5', message: 'No more than 5 replicas here' }],
    },
  });
  await create(server, `${admission}/validatingadmissionpolicybindings`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'everywhere' },
    spec: { policyName: 'few-replicas', validationActions: ['Deny'] },
  });
  const folder = join(inject('editor')?.folder ?? '', '.kube');
  mkdirSync(folder, { recursive: true });
  writeKubeconfig(join(folder, 'config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

const MANIFEST = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{port: 80, protocl: TCP}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 8
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: web
          image: registry.example.com/shop:1.5.0
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 64Mi}}
`;

test('shows what the API server says of manifests at their fields, until these change', async ({ open }) => {
  const { workbench, page, screenshot } = await open({ 'shop.yaml': MANIFEST });
  await workbench.open('shop.yaml');
  const lens = page.locator('.codelens-decoration a');
  await expect
    .poll(() => workbench.squiggles('shop.yaml'), POLL)
    .toContainEqual({ severity: 'error', text: 'protocl' });
  expect(await lens.count()).toBe(0);

  await workbench.goTo('shop.yaml', 2, 1);
  await workbench.command('Kube Guardrails: Check Against the Cluster');
  await workbench.choose('test');
  const message = page.locator('.notification-list-item-message');
  await expect
    .poll(() => message.allInnerTexts(), POLL)
    .toContainEqual('shop.yaml against test: 2 objects, 2 refused: 2 errors.');
  const errors = async () => {
    const found = await workbench.squiggles('shop.yaml');
    return found.filter(({ severity }) => severity === 'error').map(({ text }) => text);
  };
  await expect.poll(errors, POLL).toEqual(['protocl', '8']);
  await expect.poll(() => lens.allInnerTexts(), POLL).toEqual(['Check against test', 'Check against test']);
  const rows = await workbench.problems();
  const texts = async () => (await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
  await expect
    .poll(texts, POLL)
    .toContainEqual(
      expect.stringMatching(
        /No more than 5 replicas here \(ValidatingAdmissionPolicy few-replicas, binding everywhere\).*test \(server\)/,
      ),
    );
  // What both say is said once, in the server's words.
  const about = (await texts()).filter((text) => text.includes('protocl'));
  expect(about).toEqual([expect.stringMatching(/unknown field "protocl".*test \(server\)/)]);
  await expect.poll(() => message.count(), POLL).toBe(1);
  await screenshot('verdict');

  const said = async () => (await texts()).filter((text) => text.includes('test (server)'));
  await workbench.goTo('shop.yaml', 12, 14);
  await page.keyboard.press('Backspace');
  await page.keyboard.type('4');
  await expect.poll(said, POLL).toEqual([expect.stringMatching(/unknown field "protocl"/)]);
  await lens.last().click();
  await expect
    .poll(() => message.allInnerTexts(), POLL)
    .toContainEqual('shop.yaml against test: 1 object, 1 accepted.');
  await expect.poll(said, POLL).toEqual([expect.stringMatching(/unknown field "protocl"/)]);
  const { status } = await server.send('GET', '/apis/apps/v1/namespaces/default/deployments/shop');
  expect(status).toBe(404);
});

const FIXED = `apiVersion: v1
kind: ConfigMap
metadata: {name: fixed, namespace: default}
immutable: true
data:
  mode: new
`;

test('marks what cannot be changed, and replaces the object after a preview', async ({ open }) => {
  const path = '/api/v1/namespaces/default/configmaps';
  await create(server, path, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'fixed' },
    immutable: true,
    data: { mode: 'old' },
  });
  const { workbench, page } = await open({ 'fixed.yaml': FIXED });
  await workbench.open('fixed.yaml');
  await workbench.goTo('fixed.yaml', 6, 10);
  await workbench.command('Kube Guardrails: Check Against the Cluster');
  await workbench.choose('test');
  await expect
    .poll(() => workbench.squiggles('fixed.yaml'), POLL)
    .toContainEqual({ severity: 'error', text: 'new' });
  const hover = await workbench.hover('fixed.yaml', 6, 10);
  await expect.poll(() => hover.innerText(), POLL).toMatch(/the cluster has "old"/);
  await page.keyboard.press('Escape');
  const fixes = await workbench.quickFixes();
  await fixes.filter({ hasText: 'Replace the object in the cluster' }).click();
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/Replace ConfigMap fixed\?/);
  expect(await dialog.innerText()).toMatch(/kubectl --context test replace --force -f/);
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click();
  const mode = async () => {
    const { body } = await server.send('GET', `${path}/fixed`);
    return (JSON.parse(body) as { readonly data?: { readonly mode: string } }).data?.mode;
  };
  await expect.poll(mode, POLL).toBe('new');
});
