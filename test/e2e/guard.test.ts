import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { createApplication } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';

const POLL = { timeout: 30_000 };
const PATH = '/apis/apps/v1/namespaces/default/deployments/shop';
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await createApplication(server, 'default', 'shop', { pods: 2 });
  const config = JSON.parse(kubeconfigFor(server)) as { contexts: { name: string; context: object }[] };
  const [first] = config.contexts;
  config.contexts.push({ name: 'shop-prod', context: first?.context ?? {} });
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), JSON.stringify(config));
}, 90_000);
afterAll(() => server?.stop());

async function restartedAt(): Promise<string | undefined> {
  const { body } = await server.send('GET', PATH);
  return /"kubectl\.kubernetes\.io\/restartedAt":"([^"]*)"/.exec(body)?.[1];
}

test('a context that is called production wants the name typed, whatever the workspace says', async ({
  open,
}) => {
  const settings = JSON.stringify({ 'kubeGuardrails.contexts': { 'shop-prod': 'normal' } });
  const { page, workbench } = await open({ 'notes.txt': '', '.vscode/settings.json': settings });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  await expect.poll(() => tree.rows(), POLL).toContainEqual(expect.stringMatching(/^shop-prod ?protected/));
  expect(await tree.spoken('shop-prod')).toMatch(/^Context shop-prod, protected/);
  for (const row of ['shop-prod', 'default', 'Workloads', 'Deployments']) await tree.expand(row);

  await tree.choose('shop', 'Restart…');
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/Restart Deployment shop\?/);
  expect(await dialog.innerText()).toMatch(
    /Context: shop-prod\s+Server: https.*\s+User: test\s+Namespace: default/,
  );
  expect(await dialog.innerText()).toMatch(/Its 2 Pods are replaced step by step/);
  await dialog.getByRole('button', { name: 'Restart…' }).click();
  const input = page.locator('.quick-input-widget:visible input.input');
  await input.fill('shopp');
  await page.keyboard.press('Escape');
  await input.waitFor({ state: 'hidden' });
  expect(await restartedAt()).toBeUndefined();

  await tree.choose('shop', 'Restart…');
  await dialog.getByRole('button', { name: 'Restart…' }).click();
  await input.fill('shop');
  await page.keyboard.press('Enter');
  await expect.poll(restartedAt, POLL).toMatch(/^\d{4}-/);
});

test('a read-only context changes nothing and opens no shell, as soon as the settings say so', async ({
  open,
}) => {
  const { page, workbench } = await open({ 'notes.txt': '' });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Workloads', 'Deployments', 'Pods']) await tree.expand(row);
  const file = join(inject('editor')?.folder ?? '', 'data/Machine/settings.json');
  const settings = readFileSync(file, 'utf8');
  const contexts = { 'kubeGuardrails.contexts': { test: { policy: 'readOnly', color: 'red' } } };
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(settings) as object), ...contexts }));
  try {
    await expect
      .poll(() => tree.rows(), POLL)
      .toContainEqual(expect.stringMatching(/^test ?current, read-only/));
    const refusal = page
      .locator('.notification-toast')
      .getByText(
        /The context "test" is read-only here: nothing was sent. The user setting "kubeGuardrails.contexts"/,
      );
    await tree.choose('shop', 'Restart…');
    await refusal.first().waitFor();
    await workbench.command('Notifications: Clear All Notifications');
    await tree.choose('shop-6c8f9d7b54-0', 'Open a Shell');
    await refusal.first().waitFor();
    await tree.click('shop');
    const item = page.locator(
      '#kube-guardrails\\.kube-guardrails\\.kubeGuardrails\\.context, [id$="kubeGuardrails.context"]',
    );
    await expect.poll(() => item.first().innerText(), POLL).toMatch(/test/);
    expect(await item.first().getAttribute('aria-label')).toMatch(/Cluster test, read-only/);
  } finally {
    writeFileSync(file, settings);
  }
});
