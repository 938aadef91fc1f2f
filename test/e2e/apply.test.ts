import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { test } from '../harness/vscode/browserTest.ts';
import { notice } from '../harness/vscode/dialogs.ts';

const POLL = { timeout: 30_000 };
const APPLY = 'Kube Guardrails: Apply This Manifest to the Cluster…';
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  writeKubeconfig(
    join(inject('editor')?.folder ?? '', '.kube/config'),
    withProduction(kubeconfigFor(server)),
  );
}, 90_000);
afterAll(() => server?.stop());

/** A second context for the same server, which is protected by its name. */
function withProduction(kubeconfig: string): string {
  const config = JSON.parse(kubeconfig) as { contexts: { name: string; context: object }[] };
  const [test] = config.contexts;
  return JSON.stringify({ ...config, contexts: [test, { ...test, name: 'shop-prod' }] });
}

function manifest(image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: web
          image: registry.example.com/shop:${image}
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: 8080}]
`;
}

async function live(): Promise<string> {
  return (await server.send('GET', '/apis/apps/v1/namespaces/default/deployments/shop')).body;
}

test('applies what the editor holds after its differences were shown', async ({ open }) => {
  const session = await open({ 'shop.yaml': manifest('1.4.2') });
  const { workbench, page, screenshot } = session;
  await workbench.open('shop.yaml');
  await workbench.goTo('shop.yaml', 2, 1);
  await workbench.command(APPLY);
  await workbench.choose('test');
  const dialog = page.locator('.monaco-dialog-box');
  await expect
    .poll(() => dialog.innerText(), POLL)
    .toMatch(/To be created \(2\): Deployment shop, Service shop/);
  expect(await dialog.innerText()).toContain(
    'kubectl --context test apply --server-side --field-manager=kube-guardrails -f shop.yaml',
  );
  expect((await server.send('GET', '/apis/apps/v1/namespaces/default/deployments/shop')).status).toBe(404);
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect.poll(live, POLL).toMatch(/shop:1\.4\.2/);
  // No controller is there that would roll it out.
  const rollout = notice(session, /Deployment shop on test: not seen by its controller yet/);
  await rollout.getByRole('button', { name: 'Cancel' }).click();
  await rollout.waitFor({ state: 'hidden' });
  await workbench.command('Notifications: Clear All Notifications');

  await workbench.open('shop.yaml');
  await workbench.goTo('shop.yaml', 13, 44);
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('3');
  await workbench.command(APPLY);
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/To be changed \(1\): Deployment shop/);
  const changed = (side: string) =>
    page.locator(`.monaco-diff-editor .editor.${side} .view-lines`).innerText();
  await expect.poll(() => changed('original'), POLL).toMatch(/shop:1\.4\.2/);
  await expect.poll(() => changed('modified'), POLL).toMatch(/shop:1\.4\.3/);
  await page.mouse.move(200, 600);
  await page.locator('.workbench-hover').waitFor({ state: 'hidden' });
  await screenshot('apply');
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect.poll(live, POLL).toMatch(/shop:1\.4\.3/);
});

test('a protected context wants its name typed, and nothing is sent before', async ({ open }) => {
  const { workbench, page } = await open({ 'shop.yaml': manifest('2.0.0') });
  await workbench.open('shop.yaml');
  await workbench.goTo('shop.yaml', 2, 1);
  await workbench.command(APPLY);
  const production = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'shop-prod' });
  await expect.poll(() => production.first().innerText(), POLL).toMatch(/shop-prod\s*protected/);
  await workbench.choose('shop-prod');
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.getByRole('button', { name: 'Apply…', exact: true }).click();
  const input = page.locator('.quick-input-widget:visible input.input');
  await input.fill('shop');
  await page.keyboard.press('Enter');
  expect(await live()).not.toMatch(/shop:2\.0\.0/);
  await input.fill('shop-prod');
  await page.keyboard.press('Enter');
  await expect.poll(live, POLL).toMatch(/shop:2\.0\.0/);
});

test('names whose a field is, and leaves it out of the manifest', async ({ open }) => {
  const scaled = JSON.stringify({ spec: { replicas: 5 } });
  const path = '/apis/apps/v1/namespaces/default/deployments/shop?fieldManager=by-hand';
  await server.send('PATCH', path, { type: 'application/merge-patch+json', text: scaled });
  const { workbench, page } = await open({ 'shop.yaml': manifest('1.4.4') });
  await workbench.open('shop.yaml');
  await workbench.goTo('shop.yaml', 2, 1);
  await workbench.command(APPLY);
  await workbench.choose('test');
  const dialog = page.locator('.monaco-dialog-box');
  await expect
    .poll(() => dialog.innerText(), POLL)
    .toMatch(
      /Deployment shop: spec\.replicas belongs to "by-hand", which last wrote .*5 there, 2 in the manifest/,
    );
  await dialog.getByRole('button', { name: 'Leave the Field Out' }).click();
  await expect.poll(() => dialog.innerText(), POLL).toMatch(/To be changed \(1\): Deployment shop/);
  await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
  await expect.poll(live, POLL).toMatch(/shop:1\.4\.4/);
  expect(await live()).toMatch(/"replicas":5/);
  await workbench.open('shop.yaml');
  expect(await workbench.editor('shop.yaml').locator('.view-lines').innerText()).not.toMatch(/replicas/);
});

test('applies no Helm template, and says why', async ({ open }) => {
  const template = manifest('{{ .Values.tag }}');
  const { workbench, page } = await open({
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/templates/shop.yaml': template,
  });
  await workbench.open('shop.yaml');
  await workbench.goTo('shop.yaml', 2, 1);
  await workbench.command(APPLY);
  const notice = page.locator('.notifications-toasts').getByText('this is a Helm template');
  await notice.waitFor();
});
