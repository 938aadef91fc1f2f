import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';
import type { Tree, Workbench } from '../harness/vscode/workbench.ts';

const POLL = { timeout: 30_000 };
const kubeFolder = (): string => join(inject('editor')?.folder ?? '', '.kube');
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await createApplication(server, 'default', 'billing', { pods: 1 });
}, 90_000);
afterAll(() => server?.stop());

test('says what to do where there is no kubeconfig', async ({ open }) => {
  rmSync(kubeFolder(), { recursive: true, force: true });
  const { workbench, page } = await open({ 'notes.txt': '' });
  await openView(workbench, page);
  const welcome = page.locator('.welcome-view-content:visible');
  await expect.poll(() => welcome.innerText(), POLL).toMatch(/no kubeconfig.*Look Again/s);
  writeKubeconfig(join(kubeFolder(), 'config'), kubeconfigFor(server));
  await welcome.getByRole('button', { name: 'Look Again' }).click();
  await expect.poll(() => workbench.tree('Clusters').rows(), POLL).toEqual(['testcurrent']);
  await workbench.tree('Clusters').choose('test', 'Use as the Cluster of This Workspace');
  await expect
    .poll(() => workbench.tree('Clusters').rows(), POLL)
    .toEqual(['testcurrent, of this workspace']);
});

test('filters, pins, and follows again what was folded', async ({ open }) => {
  const { workbench, page } = await open({ 'notes.txt': '' });
  writeKubeconfig(join(kubeFolder(), 'config'), kubeconfigFor(server));
  const tree = await openView(workbench, page);
  for (const row of ['test', 'default', 'Workloads', 'Pods']) await tree.expand(row);
  await expect.poll(() => tree.rows(), POLL).toContainEqual(expect.stringMatching(/^billing-6c8f9d7b54-0/));
  await page.getByRole('button', { name: 'Filter the Clusters' }).click();
  await page.getByPlaceholder('web app.kubernetes.io/part-of=shop').fill('shop');
  await page.keyboard.press('Enter');
  await expect.poll(() => tree.rows(), POLL).not.toContainEqual(expect.stringMatching(/^billing/));
  expect(await tree.rows()).toContainEqual(expect.stringMatching(/^shop-6c8f9d7b54-0/));
  expect(await page.locator('.pane .message:visible').innerText()).toBe('Only what matches "shop" is shown.');
  await workbench.command('Kube Guardrails: Clear the Filter of the Clusters');
  await expect.poll(() => tree.rows(), POLL).toContainEqual(expect.stringMatching(/^billing/));

  await tree.choose('Pods', 'Pin to the Top of the Context');
  await expect.poll(async () => (await tree.rows())[1], POLL).toBe('Podsdefault');

  await tree.collapse('Workloads');
  await createApplication(server, 'default', 'till', { pods: 1 });
  await tree.expand('Workloads');
  await expect.poll(() => tree.rows(), POLL).toContainEqual(expect.stringMatching(/^till-6c8f9d7b54-0/));
});

test('groups by application, and shows what a row asks of the cluster', async ({ open }) => {
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'prices',
      labels: { 'app.kubernetes.io/part-of': 'store' },
      annotations: { 'a8r.io/owner': '@till-team', 'a8r.io/runbook': 'https://wiki.example.com/prices' },
    },
  });
  const { workbench, page } = await open({ 'notes.txt': '' });
  writeKubeconfig(join(kubeFolder(), 'config'), kubeconfigFor(server));
  const tree = await openView(workbench, page);
  for (const row of ['test', 'default']) await tree.expand(row);
  await tree.choose('default', 'Show the API Request and the kubectl Command');
  const text = async () =>
    (await page.locator('.editor-instance .view-lines').innerText()).replaceAll('\u00A0', ' ');
  await expect
    .poll(text, POLL)
    .toMatch(/GET https:.*\/apis\n.*kubectl --context test api-resources --namespaced=true --verbs list/s);
  await workbench.command('Kube Guardrails: Group the Clusters by Application');
  await expect.poll(() => tree.rows(), POLL).toContainEqual('store1 object');
  await tree.expand('store');
  await tree.choose('prices', 'Show Owner, Runbook and Links');
  const choices = page.locator('.quick-input-list .monaco-list-row');
  await expect.poll(() => choices.allInnerTexts(), POLL).toHaveLength(2);
  expect((await choices.allInnerTexts()).join(' ')).toMatch(/Owner\s*@till-team.*Runbook\s*https:\/\/wiki/s);
  await page.keyboard.press('Escape');
  await workbench.command('Kube Guardrails: Group the Clusters by Kind');
  await expect.poll(() => tree.rows(), POLL).toContainEqual('Workloads');
});

test('is read by key: what is chosen opens, and its name is copied', async ({ open }) => {
  writeKubeconfig(join(kubeFolder(), 'config'), kubeconfigFor(server));
  const { workbench, page } = await open({ 'notes.txt': '' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const tree = await openView(workbench, page);
  for (const row of ['test', 'default', 'Workloads', 'Deployments']) await tree.expand(row);
  await tree.click('Deployments'); // folds it
  await page.keyboard.press('Control+C');
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()'), POLL).toBe('Deployments');
  for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  const text = () => page.locator('.editor-instance .view-lines').innerText();
  await expect.poll(text, POLL).toMatch(/kind:\sDeployment/);
  expect(await tree.spoken('billing')).toMatch(/^Deployment billing, 1\/1/);
});

test('finds an object by typing its kind and name', async ({ open }) => {
  writeKubeconfig(join(kubeFolder(), 'config'), kubeconfigFor(server));
  const { workbench, page } = await open({ 'notes.txt': '' });
  await workbench.command('Kube Guardrails: Find an Object of a Cluster');
  const input = page.locator('.quick-input-widget:visible input.input');
  await page.getByPlaceholder('Which kind?').waitFor();
  await workbench.choose('Deployments');
  await page.getByPlaceholder('one of the Deployments').waitFor();
  await input.fill('bill');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await expect
    .poll(() => rows.allInnerTexts(), POLL)
    .toEqual([expect.stringMatching(/billing\s*default · 1\/1/)]);
  await page.keyboard.press('Enter');
  const text = () => page.locator('.editor-instance .view-lines').innerText();
  await expect.poll(text, POLL).toMatch(/kind:\sDeployment\s+metadata:\s+name:\sbilling/);
});

test('says that a search lacks what somebody may not read', async ({ open }) => {
  const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const rules = [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] }];
  const metadata = { name: 'deployments' };
  await create(server, `${rbac}/roles`, { apiVersion, kind: 'Role', metadata, rules });
  const roleRef = { kind: 'Role', name: 'deployments', apiGroup: 'rbac.authorization.k8s.io' };
  const subjects = [{ kind: 'User', name: 'jo', apiGroup: 'rbac.authorization.k8s.io' }];
  await create(server, `${rbac}/rolebindings`, {
    apiVersion,
    kind: 'RoleBinding',
    metadata,
    roleRef,
    subjects,
  });
  const user = { token: server.token, as: 'jo' };
  writeKubeconfig(join(kubeFolder(), 'config'), kubeconfigFor(server, { user }));
  const { workbench, page } = await open({ 'notes.txt': '' });
  await workbench.command('Kube Guardrails: Find an Object of a Cluster');
  await page.getByPlaceholder('Which kind?').waitFor();
  await workbench.choose('Deployments');
  await page.getByPlaceholder('Only the namespaces that are known were asked: default.').waitFor();
  const title = page.locator('.quick-input-title:visible');
  expect(await title.innerText()).toBe('Find an object of test: not all were read');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await expect.poll(() => rows.allInnerTexts(), POLL).toContainEqual(expect.stringMatching(/billing/));
});

async function openView(workbench: Workbench, page: Page): Promise<Tree> {
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  return workbench.tree('Clusters');
}
