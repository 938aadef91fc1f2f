import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { measurePod, serveMetrics } from '../harness/cluster/metrics.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';

const POLL = { timeout: 30_000 };
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await createApplication(server, 'default', 'shop', {
    pods: 3,
    running: 2,
    limits: { cpu: '250m', memory: '64Mi' },
  });
  await serveMetrics(server);
  for (const [index, memory] of ['61Mi', '38Mi'].entries()) {
    const usage = { web: { cpu: '12m', memory } };
    await measurePod(server, 'default', `shop-6c8f9d7b54-${index}`, usage, { app: 'shop' });
  }
  await create(server, '/api/v1/namespaces/default/secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'database' },
    stringData: { password: 'opensesame' },
  });
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

test('shows the clusters as a tree that stays up to date', async ({ open }) => {
  const { workbench, page, screenshot } = await open({ 'notes.txt': '' });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  await tree.expand('test');
  await tree.expand('default');
  await tree.expand('Workloads');
  await tree.expand('Deployments');
  await expect
    .poll(() => tree.rows(), POLL)
    .toContainEqual(expect.stringMatching(/^shop.*2\/3.*CPU 24m · memory 99Mi/));
  await tree.expand('shop');
  await tree.expand('shop-6c8f9d7b54');
  await expect
    .poll(() => tree.rows(), POLL)
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^shop-6c8f9d7b54-0.*Running.*CPU 12m \(5 % of limit\) · memory 61Mi \(95 % of limit\)/,
        ),
        expect.stringMatching(/^shop-6c8f9d7b54-2.*ImagePullBackOff/),
      ]),
    );
  await tree.expand('shop-6c8f9d7b54-2');
  await expect.poll(() => tree.rows(), POLL).toContainEqual(expect.stringMatching(/^web.*ImagePullBackOff/));
  await workbench.widenSideBar(880);
  await screenshot('clusters');

  await createApplication(server, 'default', 'billing', { pods: 1 });
  await expect.poll(() => tree.rows(), POLL).toContainEqual(expect.stringMatching(/^billing.*1\/1/));
});

test('shows objects as YAML and keeps secrets secret', async ({ open }) => {
  const { workbench, page } = await open({ 'notes.txt': '' });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Config', 'Secrets']) await tree.expand(row);
  await tree.click('database');
  const text = () => page.locator('.editor-instance .view-lines').innerText();
  await expect.poll(text, POLL).toMatch(/password:\s\(hidden\)/);
  expect(await text()).not.toMatch(/opensesame|managedFields/);
});
