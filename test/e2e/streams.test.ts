import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { hasCluster, NO_CLUSTER } from '../harness/cluster/binaries.ts';
import { startCluster } from '../harness/cluster/cluster.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { deletePod, runDeployment, runPod } from '../harness/cluster/streamTest.ts';
import { test } from '../harness/vscode/browserTest.ts';
import type { Session } from '../harness/vscode/browserTest.ts';
import type { Tree } from '../harness/vscode/workbench.ts';

const POLL = { timeout: 30_000 };
const TICKS = 'i=0; while true; do i=$((i+1)); echo "GET /items/$i 200"; sleep 0.2; done';
const web = createServer((_request, response) => response.end('hello from the pod'));
let server: ApiServer;

beforeAll(async () => {
  if (!hasCluster()) throw new Error(NO_CLUSTER);
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  server = await startCluster();
  await runDeployment(server, 'shop', 2, { script: TICKS });
  await runPod(server, 'front', { ports: { 80: (web.address() as AddressInfo).port } });
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(async () => {
  web.close();
  await server?.stop();
});

async function openWorkloads({ page, workbench }: Session): Promise<Tree> {
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Workloads']) await tree.expand(row);
  return tree;
}

test('follows the logs of all pods of a workload, and filters them', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page, workbench, screenshot } = session;
  const tree = await openWorkloads(session);
  await tree.expand('Deployments');
  await tree.choose('shop', 'Follow Logs');
  const text = () => workbench.terminalText();
  await expect.poll(text, POLL).toMatch(/shop-\w+-\w+ GET \/items\/\d+ 200/);
  const pods = async () => new Set([...(await text()).matchAll(/^shop-\S+(?= GET)/gm)].map(String)).size;
  await expect.poll(pods, POLL).toBe(2);
  await page.mouse.move(800, 300);
  await screenshot('logs');

  await page.keyboard.press('f');
  const input = page.locator('.quick-input-widget:visible input.input');
  await input.fill('/items\\/2 /');
  await page.keyboard.press('Enter');
  await expect.poll(text, POLL).toMatch(/2 lines with/);
  expect(await text()).not.toMatch(/items\/3 /);
});

test('opens a shell in a container and shows how it ends', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page, workbench, screenshot } = session;
  const tree = await openWorkloads(session);
  await tree.expand('Pods');
  await tree.choose('front', 'Open a Shell');
  const text = () => workbench.terminalText();
  await expect.poll(text, POLL).toMatch(/[$#]/);
  await page.keyboard.type("PS1='/app # '; clear\n"); // it is a shell of this machine, whose names are none of a reader's business
  await expect.poll(text, POLL).toMatch(/^\/app #$/m);
  await page.keyboard.type('echo "I am $HOSTNAME"\n');
  await expect.poll(text, POLL).toMatch(/^I am front$/m);
  await page.mouse.move(800, 300);
  await screenshot('shell');
  await page.keyboard.type('exit 7\n');
  await expect.poll(text, POLL).toMatch(/Ended with exit code 7/);
  await page.keyboard.press('x');
  await expect.poll(() => page.locator('.terminal-wrapper.active').count(), POLL).toBe(0);
});

test('attaches to a main process, and leaves it', async ({ open }) => {
  const script = 'while read -r line; do echo "got $line"; done';
  const container = { name: 'main', image: 'registry.example.com/main:1', command: ['sh', '-c', script] };
  await runPod(server, 'listener', { spec: { containers: [{ ...container, stdin: true }] } });
  const session = await open({ 'notes.txt': '' });
  const { page, workbench } = session;
  const tree = await openWorkloads(session);
  await tree.expand('Pods');
  await tree.choose('listener', 'Attach to the Main Process');
  const text = () => workbench.terminalText();
  await expect.poll(text, POLL).toMatch(/Attached to the main process of main\. What you type goes to it/);
  await page.keyboard.type('helli');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('o\n');
  await expect.poll(text, POLL).toMatch(/^hello$[^]*^got hello$/m);
  await page.keyboard.press('Control+C');
  await expect.poll(() => page.locator('.terminal-wrapper.active').count(), POLL).toBe(0);
});

test('says in the terminal that the pod is gone', async ({ open }) => {
  await runPod(server, 'leaving');
  const session = await open({ 'notes.txt': '' });
  const { page, workbench } = session;
  const tree = await openWorkloads(session);
  await tree.expand('Pods');
  await tree.choose('leaving', 'Open a Shell');
  const text = () => workbench.terminalText();
  await expect.poll(text, POLL).toMatch(/[$#]/);
  await deletePod(server, 'leaving');
  await expect.poll(text, POLL).toMatch(/Press any key to close the terminal/);
  expect(await text()).toMatch(/connection to the container|exit code/);
  await page.keyboard.press('x');
  await expect.poll(() => page.locator('.terminal-wrapper.active').count(), POLL).toBe(0);
});

test('forwards a port, lists it and stops it', async ({ open }) => {
  const session = await open({ 'notes.txt': '' });
  const { page, screenshot, workbench } = session;
  const tree = await openWorkloads(session);
  await tree.expand('Pods');
  await tree.choose('front', 'Forward a Port…');
  const input = page.locator('.quick-input-widget:visible input.input');
  await expect.poll(() => input.inputValue(), POLL).toBe('8080');
  const taken = (web.address() as AddressInfo).port;
  await input.fill(String(taken));
  await page.keyboard.press('Enter');
  const notices = page.locator('.notifications-toasts');
  await expect.poll(() => notices.innerText(), POLL).toContain(`Port ${taken} of this machine is in use.`);
  await notices.getByRole('button', { name: /^Use \d+$/ }).click();
  await expect.poll(() => notices.innerText(), POLL).toMatch(/localhost:\d+ leads to Pod front, port 80/);
  const [, port] = /localhost:(\d+)/.exec(await notices.innerText()) ?? [];
  const status = page.locator('#status\\.kubeGuardrails\\.forwards, [id*="kubeGuardrails.forwards"]').first();
  await expect.poll(() => status.innerText(), POLL).toMatch(/1 forwarded/);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('hello from the pod');
  await page.mouse.move(800, 300);
  await screenshot('port-forward');

  await deletePod(server, 'front');
  await status.click();
  await workbench.choose(`localhost:${port}`);
  await workbench.choose('Stop');
  await expect.poll(() => status.isVisible(), POLL).toBe(false);
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
});
