import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { hasCluster, NO_CLUSTER } from '../harness/cluster/binaries.ts';
import { startCluster } from '../harness/cluster/cluster.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { test } from '../harness/vscode/browserTest.ts';
import { answer, notice } from '../harness/vscode/dialogs.ts';

const POLL = { timeout: 20_000 };
const LIVE = '/apis/apps/v1/namespaces/default/deployments';
const JSON_PATCH = 'application/json-patch+json';
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

  const text = JSON.stringify([
    { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'x:1' },
  ]);
  await server.send('PATCH', `${LIVE}/shop`, { type: JSON_PATCH, text });
  await expect.poll(errors, POLL).not.toContain(image);
  const notice = page.locator('.notifications-toasts').getByText('Deployment shop on test: 1 of 1 ready.');
  await notice.waitFor();
});

async function scale(name: string, value: number): Promise<void> {
  const text = JSON.stringify([{ op: 'replace', path: '/spec/replicas', value }]);
  await server.send('PATCH', `${LIVE}/${name}`, { type: JSON_PATCH, text });
}

test('dismisses the marks until it is applied again, while the rollout goes on', async ({ open }) => {
  // Whoever names an image so has no link in a notice by that.
  const named = MANIFEST.replace('missing:1.4.2', 'missing:[x](command:workbench.action.quit)');
  const session = await open({ 'till.yaml': named.replaceAll('shop', 'till') });
  const { workbench, page } = session;
  const marked = async () =>
    (await workbench.squiggles('till.yaml')).some(({ text }) =>
      text.startsWith('registry.example.com/missing:'),
    );
  const apply = async (context?: string): Promise<void> => {
    await workbench.goTo('till.yaml', 2, 1);
    await workbench.command(APPLY);
    if (context !== undefined) await workbench.choose(context);
    await answer(session, /Apply till\.yaml to test\?/, 'Apply');
  };
  await workbench.open('till.yaml');
  await apply('test');
  await expect.poll(marked, POLL).toBe(true);
  await workbench.goTo('till.yaml', 13, 30);
  const fixes = await workbench.quickFixes();
  await fixes.filter({ hasText: 'Dismiss what was seen of the rollout' }).click();
  await expect.poll(marked, POLL).toBe(false);
  for (const replicas of [2, 3]) {
    await scale('till', replicas);
    await notice(session, new RegExp(`till on test: 0 of ${replicas} ready`)).waitFor(); // it was looked at again
  }
  expect(await marked()).toBe(false);
  const toast = notice(session, /The image \S+\[x\] \(command:\S+ cannot be pulled/);
  await toast.waitFor();
  expect(await toast.locator('a[href]').count()).toBe(0);

  await scale('till', 1);
  await workbench.goTo('till.yaml', 13, 30);
  await page.keyboard.press('End');
  await page.keyboard.type('-1');
  await apply();
  await expect.poll(marked, POLL).toBe(true);
  await notice(session, /Deployment till on test: 0 of 1 ready/)
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect.poll(marked, POLL).toBe(false);
});
