import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';
import type { Session } from '../harness/vscode/browserTest.ts';
import type { Tree } from '../harness/vscode/workbench.ts';

const POLL = { timeout: 20_000 };
const NAMESPACES = '/api/v1/namespaces';
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await create(server, NAMESPACES, namespace('stage'));
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await createApplication(server, 'stage', 'shop', { pods: 1 });
  await createApplication(server, 'stage', 'trial', { pods: 1 });
}, 90_000);
afterAll(() => server?.stop());

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

function login(text = kubeconfigFor(server)): void {
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), text);
}

async function openTree({ page, workbench }: Session): Promise<Tree> {
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  return workbench.tree('Clusters');
}

test('compares two namespaces, and checks one', async ({ open }) => {
  login();
  const session = await open({ 'notes.txt': '' });
  const { page, workbench } = session;
  const tree = await openTree(session);
  await tree.expand('test');
  await tree.choose('default', 'Select for Compare');
  // The menu knows of what is selected a moment later.
  await expect.poll(() => tree.menu('stage'), POLL).toContain('Compare with Selected');
  await tree.choose('stage', 'Compare with Selected');
  const text = async () =>
    (await page.locator('.editor-instance .view-lines').innerText()).replaceAll('\u00A0', ' ');
  await expect.poll(text, POLL).toMatch(/trial/);
  expect(await text()).not.toMatch(/ReplicaSet|Pod shop/);
  await tree.choose('stage', 'Check for Problems');
  await expect.poll(text, POLL).toMatch(/Checks of test\/stage/);
  expect(await text()).toMatch(/resources-missing/);
  await expect.poll(() => tree.badge('stage'), POLL).toMatch(/^\d+\+?$/);
  await workbench.command('View: Close All Editors');
});

test('says that the API server is gone, and shows what is there once it is back', async ({ open }) => {
  login();
  const session = await open({ 'notes.txt': '' });
  const tree = await openTree(session);
  for (const row of ['test', 'default', 'Config', 'ConfigMaps']) await tree.expand(row);
  await expect.poll(() => tree.rows(), POLL).toContainEqual('nothing here');
  await server.kill();
  await expect
    .poll(() => tree.rows(), POLL)
    .toContainEqual(expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached: nothing listens there/));
  await server.revive();
  await create(server, `${NAMESPACES}/default/configmaps`, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'after' },
  });
  await expect.poll(() => tree.rows(), { timeout: 45_000 }).toContainEqual(expect.stringMatching(/^after/));
  expect((await tree.rows()).join('\n')).not.toMatch(/cannot be reached/);
}, 120_000);

test('says that a login is refused, and goes on with the next one', async ({ open }) => {
  login(kubeconfigFor(server, { token: 'of-nobody' }));
  const session = await open({ 'notes.txt': '' });
  const tree = await openTree(session);
  await tree.expand('test');
  await expect
    .poll(() => tree.rows(), POLL)
    .toContainEqual(expect.stringMatching(/^The cluster does not accept your login/));
  login();
  await expect
    .poll(() => tree.rows(), POLL)
    .toContainEqual(expect.stringMatching(/^default ?of the context/));
});
