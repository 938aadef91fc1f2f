import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { hasCluster, NO_CLUSTER } from '../harness/cluster/binaries.ts';
import { startCluster } from '../harness/cluster/cluster.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create } from '../harness/cluster/objects.ts';
import { podTemplate } from '../harness/cluster/streamTest.ts';
import { test } from '../harness/vscode/browserTest.ts';
import type { Session } from '../harness/vscode/browserTest.ts';
import { answer, notice } from '../harness/vscode/dialogs.ts';
import type { Tree } from '../harness/vscode/workbench.ts';

const POLL = { timeout: 20_000 };
const CORE = '/api/v1/namespaces/default';
let server: ApiServer;

beforeAll(async () => {
  if (!hasCluster()) throw new Error(NO_CLUSTER);
  server = await startCluster();
  const annotations = { 'kube-guardrails/locked': 'the till reads them' };
  await create(server, `${CORE}/configmaps`, map('prices', { annotations }));
  for (const name of ['colours', 'first', 'second']) await create(server, `${CORE}/configmaps`, map(name));
  await createStore();
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

function map(name: string, more: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more }, data: { currency: 'EUR' } };
}

/** A namespace with an application, and data that dies with it. */
async function createStore(): Promise<void> {
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'store' },
  });
  const labels = { app: 'till' };
  await create(server, '/apis/apps/v1/namespaces/store/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'till' },
    spec: { replicas: 2, selector: { matchLabels: labels }, template: podTemplate({ labels }) },
  });
  await create(server, '/api/v1/namespaces/store/configmaps', map('till'));
  const [accessModes, storage] = [['ReadWriteOnce'], '1Gi'];
  await create(server, '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'orders' },
    spec: {
      accessModes,
      capacity: { storage },
      hostPath: { path: '/orders' },
      persistentVolumeReclaimPolicy: 'Delete',
      claimRef: { namespace: 'store', name: 'orders' },
    },
  });
  await create(server, '/api/v1/namespaces/store/persistentvolumeclaims', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'orders' },
    spec: { accessModes, resources: { requests: { storage } }, volumeName: 'orders', storageClassName: '' },
  });
}

async function statusOf(path: string): Promise<number> {
  return (await server.send('GET', path)).status;
}

async function openConfigMaps({ page, workbench }: Session): Promise<Tree> {
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Config', 'ConfigMaps']) await tree.expand(row);
  return tree;
}

test('does not delete what is locked, and deletes it once it is unlocked', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const tree = await openConfigMaps(session);
  expect(await tree.spoken('prices')).toMatch(/^ConfigMap prices, locked/);
  await tree.choose('prices', 'Delete…');
  const said = await answer(session, /Nothing was deleted\./, 'Cancel');
  expect(said).toMatch(/ConfigMap prices is locked: the till reads them/);
  expect(await statusOf(`${CORE}/configmaps/prices`)).toBe(200);
  await tree.choose('prices', 'Unlock…');
  await answer(session, /Unlock ConfigMap prices\?/, 'Unlock');
  await notice(session, /Unlocked ConfigMap prices\. Nothing was deleted\./).waitFor();
  await expect.poll(() => tree.spoken('prices'), POLL).toMatch(/^ConfigMap prices, (?!locked)/);
  await tree.choose('prices', 'Delete…');
  await answer(
    session,
    /Delete ConfigMap prices\?[^]*kubectl --context test delete configmaps prices/,
    'Delete',
  );
  await notice(session, /Deleted ConfigMap prices\./).waitFor();
  expect(await statusOf(`${CORE}/configmaps/prices`)).toBe(404);
});

test('deletes several rows with one key', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const tree = await openConfigMaps(session);
  for (const name of ['first', 'second']) await tree.select(name);
  await session.page.keyboard.press('Delete');
  await answer(
    session,
    /Delete 2 objects\?[^]*ConfigMap first, ConfigMap second\.[^]*delete configmaps first second --namespace default/,
    'Delete',
  );
  await notice(session, /Deleted 2 objects: ConfigMap first, ConfigMap second\./).waitFor();
  expect(await statusOf(`${CORE}/configmaps/second`)).toBe(404);
});

const STORE = /Delete Namespace store\?[^]*With it go: 2 ConfigMaps, 2 Pods, 1 Deployment/;

test('deletes a namespace after its name was typed, and brings it back with what was in it', async ({
  open,
}) => {
  const session = await open({ 'notes.txt': '' });
  const { page, workbench, screenshot } = session;
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  await tree.expand('test');
  await tree.choose('store', 'Delete…');
  const dialog = page.locator('.monaco-dialog-box');
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/THE DATA of PersistentVolumeClaim orders DIES/);
  await page.locator('.notification-toast').waitFor({ state: 'hidden' });
  await page.mouse.move(800, 30);
  await screenshot('delete');
  await answer(session, STORE, 'Delete…');
  const input = page.locator('.quick-input-widget:visible input.input');
  await input.fill('stor');
  await page.keyboard.press('Escape');
  await input.waitFor({ state: 'hidden' });
  expect(await statusOf('/api/v1/namespaces/store')).toBe(200);
  await tree.choose('store', 'Delete…');
  await answer(session, STORE, 'Delete…');
  await input.fill('store');
  await page.keyboard.press('Enter');
  const gone = notice(session, /Deleted Namespace store\./);
  await gone.waitFor({ timeout: 40_000 });
  expect(await statusOf('/api/v1/namespaces/store')).toBe(404);
  await gone.getByRole('button', { name: 'Restore…' }).click();
  await answer(
    session,
    /Restore 4 objects\?[^]*PersistentVolumeClaim orders gets a new volume[^]*only be tried once/,
    'Restore',
  );
  await notice(session, /4 objects are back\./).waitFor({ timeout: 40_000 });
  const pods = '/api/v1/namespaces/store/pods?labelSelector=app%3Dtill';
  const running = async (): Promise<number> =>
    [...(await server.send('GET', pods)).body.matchAll(/"phase":"Running"/g)].length;
  await expect.poll(running, POLL).toBe(2);
}, 120_000);

test('shows what was changed from here, and undoes it', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page, workbench, screenshot } = session;
  const tree = await openConfigMaps(session);
  await tree.choose('colours', 'Lock…');
  await page.locator('.quick-input-widget:visible input.input').fill('the signs are painted');
  await page.keyboard.press('Enter');
  await answer(session, /Reason: the signs are painted/, 'Lock');
  await notice(session, /Locked ConfigMap colours\./).waitFor();
  await workbench.command('Kube Guardrails: Show What Was Changed from Here');
  const shown = async (): Promise<string> =>
    (await page.locator('.editor-instance .view-lines').innerText()).replaceAll('\u00A0', ' ');
  await expect
    .poll(shown, POLL)
    .toMatch(/locked {2}ConfigMap colours {2}\(namespace default, context test\) {3}Undo…/);
  expect(await shown()).toMatch(/^\+ +kube-guardrails\/locked: the signs are painted$/m);
  await workbench.command('Notifications: Clear All Notifications');
  await page.mouse.move(800, 30);
  await screenshot('journal');
  const link = page.locator('.editor-instance .detected-link').filter({ hasText: 'Undo…' }).first();
  // A link is drawn again while the key is held.
  const follow = async (): Promise<boolean> => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await link.boundingBox()) ?? {};
    await page.keyboard.down('Control');
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.keyboard.up('Control');
    const dialog = page.locator('.monaco-dialog-box');
    return dialog.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(follow, { timeout: 30_000 }).toBe(true);
  await answer(session, /Undo: put ConfigMap colours back\?[^]*kube-guardrails\/locked/, 'Put Back');
  await notice(session, /Put back as it was before\./).waitFor();
  const { body } = await server.send('GET', `${CORE}/configmaps/colours`);
  expect(body).not.toMatch(/kube-guardrails\/locked/);

  const other = await open({ 'notes.txt': '' });
  await other.workbench.command('Kube Guardrails: Show What Was Changed from Here');
  const there = async (): Promise<string> =>
    (await other.page.locator('.editor-instance .view-lines').innerText()).replaceAll('\u00A0', ' ');
  await expect
    .poll(there, POLL)
    .toMatch(/put back {2}ConfigMap colours {2}\(.*\)$[^]*locked {2}ConfigMap colours {2}\(.*\)$/m);
}, 120_000);
