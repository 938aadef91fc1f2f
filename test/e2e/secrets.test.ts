import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create, createApplication, installRelease } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';
import type { Session } from '../harness/vscode/browserTest.ts';
import { filesWith, formsOf, keptByPage } from '../harness/vscode/traces.ts';
import type { Tree } from '../harness/vscode/workbench.ts';

const POLL = { timeout: 30_000 };
const folder = (): string => inject('editor')?.folder ?? '';
/** No other text has it in it. */
const MARK = `opensesame${randomBytes(12).toString('hex')}`;
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'other' },
  });
  await createApplication(server, 'default', 'shop', { pods: 1 });
  for (const [namespace, name] of [
    ['default', 'database'],
    ['default', 'queue'],
    ['other', 'database'],
  ] as const) {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, annotations: {} },
      stringData: { password: `${MARK}-${namespace}-${name}`, note: `in a text: ${MARK}` },
    };
    const applied = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(secret) };
    const metadata = { name, annotations: applied };
    await create(server, `/api/v1/namespaces/${namespace}/secrets`, { ...secret, metadata });
  }
  await installRelease(server, 1, 'deployed', MARK);
  writeKubeconfig(join(folder(), '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

async function openSecrets({ page, workbench }: Session): Promise<Tree> {
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Config', 'Secrets']) await tree.expand(row);
  return tree;
}

/** All that is drawn; lines of editors are not all in the page, but those of Secrets are short. */
async function shown({ page }: Session): Promise<string> {
  return (await page.locator('body').innerText()).replaceAll('\u00A0', ' ');
}

test('the values of Secrets stay where they are, whatever is looked at', async ({ open }) => {
  const settings = JSON.stringify({ 'kubeGuardrails.trace.server': 'verbose' });
  const files = { 'notes.txt': '', '.vscode/settings.json': settings };
  const session = await open(files, { logsAll: true });
  const { page, workbench } = session;
  const tree = await openSecrets(session);
  const see = (pattern: RegExp) => expect.poll(() => shown(session), POLL).toMatch(pattern);

  await tree.click('database');
  await see(/password: \(hidden\)/);
  const tells = async () => {
    await page.mouse.move(0, 0); // a row that is drawn again under the mouse loses its hover
    await tree.hover('database');
    const hover = page.locator('.monaco-hover').getByText('Secret database').first();
    return hover.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(tells, POLL).toBe(true);
  await workbench.command('Kube Guardrails: Show or Hide Managed Fields of Cluster Objects');
  await see(/managedFields/);
  await tree.choose('queue', 'Show the API Request and the kubectl Command');
  await see(/kubectl --context test get secret/);
  await tree.choose('database', 'Select for Compare');
  await expect.poll(() => tree.menu('queue'), POLL).toContain('Compare with Selected');
  await tree.choose('queue', 'Compare with Selected');
  await see(/\(hidden value \d\)/);
  await tree.choose('default', 'Select for Compare');
  await expect.poll(() => tree.menu('other'), POLL).toContain('Compare with Selected');
  await tree.choose('other', 'Compare with Selected');
  await see(/test default and test other/);
  await tree.choose('queue', 'Check for Problems');
  await see(/Checks of test\/default\/queue/);
  await tree.choose('default', 'Check for Problems');
  await see(/Checks of test\/default\n/);
  await tree.expand('Workloads');
  await tree.expand('Helm releases');
  await tree.click('web');
  await see(/1: deployed/);
  expect(await shown(session)).not.toContain(MARK);

  // What somebody asks to see is on the screen, and nowhere else.
  await tree.click('database');
  await workbench.command('Kube Guardrails: Show or Hide the Values of a Secret');
  await see(new RegExp(`# ${MARK}`));
  await tree.choose('web', 'Show Values of the Release');
  await see(new RegExp(`password: ${MARK}`));

  // All that was done is in the log, and so is every message to the language server.
  const logged = ['GET /api/v1/namespaces/default/secrets/queue', 'kubeGuardrails/checkObjects'];
  for (const text of logged) await expect.poll(() => filesWith(folder(), [text]), POLL).not.toEqual([]);
  await expect.poll(() => keptByPage(page), POLL).toContain('kubeGuardrails');
  const forms = formsOf(MARK);
  expect(filesWith(server.folder, forms)).not.toEqual([]); // the search finds what etcd keeps
  expect(filesWith(folder(), forms)).toEqual([]);
  const kept = await keptByPage(page);
  expect(forms.filter((form) => kept.includes(form))).toEqual([]);
}, 120_000);
