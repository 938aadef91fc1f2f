import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { hasCluster, NO_CLUSTER } from '../harness/cluster/binaries.ts';
import { startCluster } from '../harness/cluster/cluster.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { test } from '../harness/vscode/browserTest.ts';

const POLL = { timeout: 20_000 };
const APPLY = 'Kube Guardrails: Apply This Manifest to the Cluster…';
let server: ApiServer;

beforeAll(async () => {
  if (!hasCluster()) throw new Error(NO_CLUSTER);
  server = await startCluster();
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 1
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: web
          image: registry.example.com/missing:1.4.2
`;

test('marks what keeps an application from running, until it runs', async ({ open }) => {
  const { workbench, page, screenshot } = await open({ 'shop.yaml': MANIFEST });
  await workbench.open('shop.yaml');
  await workbench.goTo('shop.yaml', 2, 1);
  await workbench.command(APPLY);
  await workbench.choose('test');
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  const image = 'registry.example.com/missing:1.4.2';
  const errors = async () => {
    const found = await workbench.squiggles('shop.yaml');
    return found.filter(({ severity }) => severity === 'error').map(({ text }) => text);
  };
  await expect.poll(errors, POLL).toContain(image);
  const hover = await workbench.hover('shop.yaml', 13, 30);
  await expect.poll(() => hover.innerText(), POLL).toMatch(/cannot be pulled/);
  await screenshot('rollout');
  await page.keyboard.press('Escape');

  const live = '/apis/apps/v1/namespaces/default/deployments/shop';
  const text = JSON.stringify([
    { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'x:1' },
  ]);
  await server.send('PATCH', live, { type: 'application/json-patch+json', text });
  await expect.poll(errors, POLL).not.toContain(image);
  const notice = page.locator('.notifications-toasts').getByText('Deployment shop on test: 1 of 1 ready.');
  await notice.waitFor();
});
