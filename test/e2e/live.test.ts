import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';
import type { Session } from '../harness/vscode/browserTest.ts';
import { test } from '../harness/vscode/browserTest.ts';
import type { Tree } from '../harness/vscode/workbench.ts';

const POLL = { timeout: 30_000 };
const SHOP = '/apis/apps/v1/namespaces/default/deployments/shop';
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await createApplication(server, 'default', 'shop', { pods: 2 });
  await create(server, '/api/v1/namespaces/default/secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'database' },
    stringData: { password: 'opensesame', user: 'jo' },
  });
  const folder = join(inject('editor')?.folder ?? '', '.kube');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

async function read(path: string): Promise<unknown> {
  return JSON.parse((await server.send('GET', path)).body);
}

async function openTree({ workbench, page }: Session, ...rows: readonly string[]): Promise<Tree> {
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', ...rows]) await tree.expand(row);
  return tree;
}

/** The editor of a document whose address has a query. */
function editorOf(page: Page, file: string): Locator {
  return page.locator(`.editor-instance .monaco-editor[data-uri*="/${encodeURIComponent(file)}"]`);
}

/** Writes a value over the one at the end of a line, as somebody would by hand. */
async function overwrite({ page }: Session, file: string, line: RegExp, value: string): Promise<void> {
  const editor = editorOf(page, file);
  await editor.locator('.view-line').first().waitFor();
  const lines = await editor.locator('.view-line').allInnerTexts();
  const drawn = editor.locator('.view-line').filter({ hasText: line });
  await drawn.first().click();
  expect(lines.length).toBeGreaterThan(5);
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.type(value);
}

test('edits a Deployment in the cluster: refused, then previewed, then written', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page, screenshot } = session;
  const tree = await openTree(session, 'Workloads', 'Deployments');
  await tree.choose('shop', 'Edit in the Cluster');
  const file = 'shop@test.yaml';
  await page.getByRole('tab', { name: /^shop@test\.yaml/ }).waitFor();
  await expect
    .poll(() => page.locator('#kubeGuardrails\\.context, [id*="kubeGuardrails.context"]').innerText(), POLL)
    .toMatch(/test/);
  await overwrite(session, file, /replicas:/, 'many');
  await page.keyboard.press('Control+S');
  const notice = page.locator('.notifications-toasts');
  await expect
    .poll(() => notice.innerText(), POLL)
    .toMatch(/Line 7: The cluster refuses it: spec\.replicas: /);
  await page.locator('.tab.active.dirty').waitFor();
  expect(await read(SHOP)).toMatchObject({ spec: { replicas: 2 } });
  await session.workbench.command('Notifications: Clear All Notifications');
  await overwrite(session, file, /replicas:/, '3');
  await page.keyboard.press('Control+S');
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/spec\.replicas: 2 → 3/);
  expect(await dialog.innerText()).toMatch(/Context: test/);
  await screenshot('edit-live');
  await dialog.getByRole('button', { name: 'Show the Difference' }).click();
  const changed = (side: string) =>
    page.locator(`.monaco-diff-editor .editor.${side} .view-lines`).innerText();
  await expect.poll(() => changed('original'), POLL).toMatch(/replicas:\s2/);
  await expect.poll(() => changed('modified'), POLL).toMatch(/replicas:\s3/);
  await notice.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => read(SHOP), POLL).toMatchObject({ spec: { replicas: 3 } });
  await page.getByRole('tab', { name: /^shop@test\.yaml/ }).click();
  await page.locator('.tab.active:not(.dirty)').waitFor();
});

test('offers in the menu of a row what can be done now, deleting it last', async ({ open }) => {
  await create(server, '/apis/batch/v1/namespaces/default/cronjobs', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report' },
    spec: {
      schedule: '0 3 * * *',
      jobTemplate: {
        spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'web', image: 'x:1' }] } } },
      },
    },
  });
  const session = await open({ 'notes.txt': '' });
  const tree = await openTree(session, 'Workloads', 'Deployments', 'CronJobs');
  const entries = await tree.menu('shop');
  expect(entries).toEqual(expect.arrayContaining(['Restart…', 'Rollout', 'Scale…']));
  expect(entries.at(-1)).toBe('Delete…');
  expect(entries).not.toContain('Compare with Selected');
  expect(await tree.menu('report')).not.toContain('Resume…');
  await tree.choose('report', 'Suspend…');
  const dialog = session.page.locator('.monaco-dialog-box');
  await dialog.getByRole('button', { name: 'Suspend', exact: true }).click();
  await session.page.getByText('CronJob report on test: suspended.').first().waitFor();
  await expect.poll(() => tree.menu('report'), POLL).toContain('Resume…');
  expect(await tree.menu('report')).not.toContain('Suspend…');

  await tree.choose('shop', 'Select for Compare');
  await expect.poll(() => tree.menu('shop'), POLL).toContain('Compare with Selected');
  await tree.choose('shop', 'Rollout', 'Pause the Rollout…');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/Pause the rollout of Deployment shop\?/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('scales a Deployment by its row', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page } = session;
  const tree = await openTree(session, 'Workloads', 'Deployments');
  await tree.choose('shop', 'Scale…');
  const input = page.locator('.quick-input-widget:visible');
  await expect.poll(() => input.innerText(), POLL).toMatch(/There now: 2, 2 of them ready/);
  await input.locator('input.input').fill('0');
  await page.keyboard.press('Enter');
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/Switch Deployment shop off/);
  expect(await dialog.innerText()).toMatch(
    /kubectl --context test scale deployment\/shop --namespace default/,
  );
  await dialog.getByRole('button', { name: 'Switch Off', exact: true }).click();
  await expect.poll(() => read(SHOP), POLL).toMatchObject({ spec: { replicas: 0 } });
  const notice = page.locator('.notification-toast').filter({ hasText: 'Deployment shop on test: scaled.' });
  await notice.getByRole('button', { name: 'Undo…' }).click();
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/Undo: put Deployment shop back\?/);
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
});

test('merges what others have changed meanwhile, and scales from the document', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page, workbench } = session;
  await createApplication(server, 'default', 'billing', { pods: 1 });
  const billing = '/apis/apps/v1/namespaces/default/deployments/billing';
  const tree = await openTree(session, 'Workloads', 'Deployments');
  await tree.choose('billing', 'Edit in the Cluster');
  const file = 'billing@test.yaml';
  await overwrite(session, file, /replicas:/, '3');
  const type = 'application/merge-patch+json';
  const text = JSON.stringify({ metadata: { labels: { team: 'shop' } }, spec: { replicas: 5 } });
  await server.send('PATCH', billing, { type, text });
  await page.keyboard.press('Control+S');
  const notice = page.locator('.notifications-toasts');
  await expect.poll(() => notice.innerText(), POLL).toMatch(/it was 1; you have 3, somebody else 5/);
  await notice.getByRole('button', { name: 'Merge, Keep Mine' }).click();
  const lines = editorOf(page, file).locator('.view-lines');
  await expect.poll(() => lines.innerText(), POLL).toMatch(/team:\sshop/);
  expect(await lines.innerText()).toMatch(/replicas:\s3/);
  await lines.click();
  await page.keyboard.press('Control+S');
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/spec\.replicas: 5 → 3/);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => read(billing), POLL).toMatchObject({ spec: { replicas: 3 } });
  await page.locator('.tab.active:not(.dirty)').waitFor();
  const offered = await workbench.commands('Kube Guardrails: R');
  expect(offered).toContain('Kube Guardrails: Roll Back…');
  expect(offered).not.toContain('Kube Guardrails: Run Now…');
  await workbench.command('Kube Guardrails: Scale…');
  await expect.poll(() => page.locator('.quick-input-widget:visible').innerText(), POLL).toMatch(/Wanted: 3/);
});

test('changes one value of a Secret, which is in no document', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page, workbench } = session;
  const tree = await openTree(session, 'Config', 'Secrets');
  await tree.choose('database', 'Edit in the Cluster');
  const editor = editorOf(page, 'database@test.yaml');
  await expect.poll(() => editor.locator('.view-lines').innerText(), POLL).toMatch(/password:\s\(hidden\)/);
  await tree.choose('database', 'Edit a Value of the Secret…');
  await workbench.choose('password');
  await workbench.choose('Type a new value');
  const input = page.locator('.quick-input-widget:visible input.input');
  await input.fill('sesame');
  await page.keyboard.press('Enter');
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/password: 10 bytes → 6 bytes/);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const path = '/api/v1/namespaces/default/secrets/database';
  await expect.poll(() => read(path), POLL).toMatchObject({ data: { password: 'c2VzYW1l', user: 'am8=' } });
});

test('an editor that saves by itself sends nothing until somebody saves by hand', async ({ open }) => {
  const settings = JSON.stringify({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 300 });
  const session = await open({ '.vscode/settings.json': settings });
  const { page, workbench } = session;
  const tree = await openTree(session, 'Workloads', 'Deployments');
  await tree.choose('shop', 'Edit in the Cluster');
  await overwrite(session, 'shop@test.yaml', /replicas:/, '7');
  const notice = page.locator('.notifications-toasts');
  await expect.poll(() => notice.innerText(), POLL).toMatch(/saved by hand only/);
  await workbench.command('Notifications: Clear All Notifications');
  await overwrite(session, 'shop@test.yaml', /replicas:/, '8');
  await page.keyboard.press('Control+S');
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/spec\.replicas: \d → 8/);
});
