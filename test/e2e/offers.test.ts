import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { hasCluster, NO_CLUSTER } from '../harness/cluster/binaries.ts';
import { startCluster } from '../harness/cluster/cluster.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create } from '../harness/cluster/objects.ts';
import { podTemplate, runPod } from '../harness/cluster/streamTest.ts';
import { freePorts } from '../harness/cluster/processes.ts';
import type { Session } from '../harness/vscode/browserTest.ts';
import { test } from '../harness/vscode/browserTest.ts';
import { answer, notice } from '../harness/vscode/dialogs.ts';

const POLL = { timeout: 30_000 };
const APPLY = 'Kube Guardrails: Apply This Manifest to the Cluster…';
const MAPS = '/api/v1/namespaces/default/configmaps';
const NODE = '/api/v1/nodes/node-1';
const TICKS = 'while true; do echo "GET /cart 200"; sleep 0.2; done';
const web = createServer((_request, response) => response.end('hello from the pod'));
let server: ApiServer;

beforeAll(async () => {
  if (!hasCluster()) throw new Error(NO_CLUSTER);
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  server = await startCluster();
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(async () => {
  web.close();
  await server?.stop();
});

/** A Deployment in JSON, which is YAML, too. */
function deployment(name: string): string {
  const labels = { app: name };
  const ports = { 80: (web.address() as AddressInfo).port };
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { selector: { matchLabels: labels }, template: podTemplate({ labels, script: TICKS, ports }) },
  });
}

const ENTRANCES = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {type: NodePort, selector: {app: shop}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  tls: [{hosts: [shop.example.com], secretName: shop}]
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /cart, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]
---
`;

async function apply({ workbench }: Session, file: string, context?: string): Promise<void> {
  await workbench.open(file);
  await workbench.goTo(file, 1, 1);
  await workbench.command(APPLY);
  if (context !== undefined) await workbench.choose(context);
}

/** Whether the words of a button are all there. */
async function fits(button: Locator): Promise<boolean> {
  return button.evaluate(
    ({ scrollWidth, clientWidth }: { readonly scrollWidth: number; readonly clientWidth: number }) =>
      scrollWidth <= clientWidth,
  );
}

test('offers the address, a port, the logs and the usage of what runs', async ({ open }) => {
  const session = await open({
    'shop.yaml': ENTRANCES + deployment('shop'),
    'others.yaml': `${deployment('billing')}\n---\n${deployment('mails')}\n---\n${deployment('report')}`,
    'till.yaml': deployment('till'),
    'stock.yaml': deployment('stock'),
  });
  const { workbench, page } = session;
  const input = page.locator('.quick-input-widget:visible');
  const text = () => workbench.terminalText();
  await apply(session, 'shop.yaml', 'test');
  await answer(session, /To be created \(3\)/, 'Apply');
  const shop = notice(
    session,
    /Deployment shop on test: 1 of 1 ready\. It is at https:\/\/shop\.example\.com/,
  );
  await shop.waitFor();
  const buttons = await shop.locator('.monaco-text-button').all();
  const titles = ['Open…', 'Forward a Port…', 'Follow Logs', 'Show Usage'];
  expect(await Promise.all(buttons.map((one) => one.innerText()))).toEqual(titles);
  expect(await Promise.all(buttons.map(fits))).toEqual([true, true, true, true]);
  await shop.getByRole('button', { name: 'Open…' }).click();
  await expect.poll(() => input.innerText(), POLL).toMatch(/http:\/\/127\.0\.0\.1:3\d{4}\//);
  await workbench.choose('shop.example.com');
  await answer(session, /open the external website\?[^]*https:\/\/shop\.example\.com\/cart/, 'Cancel');

  await apply(session, 'others.yaml');
  await answer(session, /To be created \(3\)/, 'Apply');
  const others = notice(session, /Rolled out on test: Deployment billing \(1 of 1 ready\), .*mails.*report/);
  await others.getByRole('button', { name: 'Follow Logs…' }).click();
  await workbench.choose('mails');
  await expect.poll(text, POLL).toMatch(/^mails-\w+-\w+ GET \/cart 200$/m);

  await apply(session, 'till.yaml');
  await answer(session, /To be created \(1\)/, 'Apply');
  const till = notice(session, /Deployment till on test: 1 of 1 ready/);
  await till.getByRole('button', { name: 'Forward a Port…' }).click();
  await expect.poll(() => input.locator('input.input').inputValue(), POLL).toBe('8080');
  const [port] = await freePorts(1);
  await input.locator('input.input').fill(String(port));
  await page.keyboard.press('Enter');
  await notice(session, new RegExp(`localhost:${port} leads to Deployment till, port 80`)).waitFor();
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('hello from the pod');

  await apply(session, 'stock.yaml');
  await answer(session, /To be created \(1\)/, 'Apply');
  const stock = notice(session, /Deployment stock on test: 1 of 1 ready/);
  await stock.getByRole('button', { name: 'Show Usage' }).click();
  await notice(session, /No usage is known: test has no metrics server\./).waitFor();
});

test('takes over what was applied with kubectl, which changes no value, and applies then', async ({
  open,
}) => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prices' }, data: { tea: '2.50' } };
  const copy = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object) };
  const metadata = { name: 'prices', annotations: copy };
  await create(server, `${MAPS}?fieldManager=kubectl-client-side-apply`, { ...object, metadata });
  const live = async (): Promise<ConfigMap> =>
    JSON.parse((await server.send('GET', `${MAPS}/prices`)).body) as ConfigMap;
  const owners = async (): Promise<readonly string[]> =>
    (await live()).metadata.managedFields.map(({ manager, operation }) => `${manager} ${operation}`);
  const session = await open({
    'prices.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: prices\ndata:\n  tea: "2.80"\n',
  });
  await apply(session, 'prices.yaml', 'test');
  await session.page.locator('.monaco-dialog-box').waitFor();
  await answer(
    session,
    /A field belongs to somebody else[^]*data\.tea belongs to "kubectl-client-side-apply" \(kubectl apply\)[^]*2\.50.* there, .*2\.80.* in the manifest[^]*take it over: that changes no value/,
    'Take Over from kubectl…',
  );
  await answer(session, /Take over from kubectl apply: ConfigMap prices\?[^]*stays as it is/, 'Take Over');
  await expect.poll(owners, POLL).toEqual(['kube-guardrails Apply']);
  expect((await live()).data).toEqual({ tea: '2.50' });
  await answer(session, /Apply prices\.yaml to test\?[^]*To be changed \(1\): ConfigMap prices/, 'Apply');
  await notice(session, /prices\.yaml on test: 1 applied\./).waitFor();
  expect((await live()).data).toEqual({ tea: '2.80' });
});

interface ConfigMap {
  readonly data: unknown;
  readonly metadata: {
    readonly managedFields: readonly { readonly manager: string; readonly operation: string }[];
  };
}

test('adds a debug container to a Pod and opens its shell', async ({ open }) => {
  await runPod(server, 'broken', { script: 'sleep 600' });
  const session = await open({ 'notes.txt': '' });
  const { workbench, page } = session;
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Workloads', 'Pods']) await tree.expand(row);
  await tree.choose('broken', 'Debug…');
  await page.locator('.quick-input-list .monaco-list-row:visible').first().waitFor();
  await workbench.choose('by the settings');
  await answer(
    session,
    /Debug Pod broken\?[^]*CANNOT BE REMOVED[^]*kubectl --context test debug broken/,
    'Debug',
  );
  const text = () => workbench.terminalText();
  await expect.poll(text, POLL).toMatch(/The shell of debug-\w{5}\. Enter shows its prompt/);
  await page.keyboard.type('echo it is $((6 * 7))\n');
  await expect.poll(text, POLL).toMatch(/^it is 42$/m);
  await page.keyboard.type('exit\n');
  await expect.poll(() => page.locator('.terminal-wrapper.active').count(), POLL).toBe(0);
  await tree.expand('broken');
  await expect
    .poll(() => tree.rows(), POLL)
    .toContainEqual(expect.stringMatching(/^debug-\w{5} ?debug · Completed/));
});

test('drains a node, leaves and then takes what nobody makes anew, and uncordons it', async ({ open }) => {
  await runPod(server, 'alone', { script: 'sleep 600' });
  const alone = async () => (await server.send('GET', '/api/v1/namespaces/default/pods/alone')).status;
  const node = async (): Promise<{ spec: { unschedulable?: boolean } }> =>
    JSON.parse((await server.send('GET', NODE)).body) as { spec: { unschedulable?: boolean } };
  const session = await open({ 'notes.txt': '' });
  const { workbench, page } = session;
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'Cluster-wide', 'Cluster', 'Nodes']) await tree.expand(row);
  const input = page.locator('.quick-input-widget:visible');
  const drain = async (way: string, says: RegExp): Promise<void> => {
    await tree.choose('node-1', 'Drain…');
    await expect.poll(() => input.innerText(), POLL).toMatch(/would not be made anew by anything/);
    await workbench.choose(way);
    await answer(session, says, 'Drain…');
    await input.locator('input.input').fill('node-1');
    await page.keyboard.press('Enter');
  };
  await drain('on the Node', /Drain Node node-1\?[^]*Left, as nothing makes them anew: .*default\/alone/);
  const left = notice(session, /Node node-1 is not empty: .*default\/alone \(nothing makes it anew\)/);
  await left.waitFor();
  await left.getByRole('button', { name: 'Show the Pods' }).click();
  const shown = page.locator('.editor-instance .view-lines');
  await expect.poll(() => shown.innerText(), POLL).toMatch(/default\/alone:\snothing\smakes\sit\sanew/);
  await left.getByRole('button', { name: 'Uncordon…' }).waitFor();
  expect(await alone()).toBe(200);
  expect(await node()).toMatchObject({ spec: { unschedulable: true } });

  await drain('Evict', /It is cordoned already[^]*LOST, as nothing makes them anew: .*default\/alone/);
  const drained = notice(session, /Node node-1 is drained: \d+ Pods? (is|are) gone\. It stays cordoned\./);
  await drained.waitFor();
  expect(await alone()).toBe(404);
  await drained.getByRole('button', { name: 'Uncordon…' }).click();
  await answer(session, /Uncordon Node node-1\?/, 'Uncordon');
  await expect.poll(node, POLL).not.toMatchObject({ spec: { unschedulable: true } });
});
