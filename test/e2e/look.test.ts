import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create, createApplication, installRelease } from '../harness/cluster/objects.ts';
import { test } from '../harness/vscode/browserTest.ts';

const POLL = { timeout: 30_000 };
let server: ApiServer;

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer();
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await create(server, '/api/v1/namespaces/default/secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'database' },
    stringData: { password: 'opensesame' },
  });
  await installRelease(server, 1, 'deployed');
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

test('shows the values of a Secret and managed fields on request alone', async ({ open }) => {
  const { workbench, page } = await open({ 'notes.txt': '' });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Config', 'Secrets']) await tree.expand(row);
  await tree.click('database');
  const text = () => page.locator('.editor-instance .view-lines').innerText();
  await expect.poll(text, POLL).toMatch(/password:\s\(hidden\)/);
  await workbench.command('Kube Guardrails: Show or Hide the Values of a Secret');
  await expect.poll(text, POLL).toMatch(/password:\s\S+\s#\sopensesame/);
  await workbench.command('Kube Guardrails: Show or Hide the Values of a Secret');
  await expect.poll(text, POLL).toMatch(/password:\s\(hidden\)/);
  await workbench.command('Kube Guardrails: Show or Hide Managed Fields of Cluster Objects');
  await expect.poll(text, POLL).toMatch(/managedFields/);
  expect(await text()).not.toMatch(/opensesame/);
});

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
          image: registry.example.com/shop:1.5.0
          ports: [{containerPort: 8080}]
`;

test('compares the manifest in the editor with the cluster', async ({ open }) => {
  const { workbench, page } = await open({ 'shop.yaml': MANIFEST });
  await workbench.open('shop.yaml');
  await workbench.goTo('shop.yaml', 2, 1);
  await workbench.command('Kube Guardrails: Compare This Manifest with the Cluster');
  await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'test' }).click();
  const changed = (side: string) =>
    page.locator(`.monaco-diff-editor .editor.${side} .view-lines`).innerText();
  await expect.poll(() => changed('original'), POLL).toMatch(/shop:1\.4\.2/);
  expect(await changed('modified')).toMatch(/shop:1\.5\.0/);
  expect(await changed('original')).not.toMatch(/strategy|terminationGracePeriodSeconds|status/);
});

test('shows the revisions of a Deployment, a Helm release and what an account may do', async ({ open }) => {
  const { workbench, page } = await open({ 'notes.txt': '' });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  const text = () => page.locator('.editor-instance .view-lines').innerText();
  for (const row of ['test', 'default', 'Workloads', 'Deployments']) await tree.expand(row);
  const images = page.locator('.monaco-hover').getByText('registry.example.com/shop:1.4.2');
  // A row that is drawn again under the mouse loses its hover: then the mouse comes again.
  const tellsImages = async () => {
    await page.mouse.move(0, 0);
    await tree.hover('shop');
    return images
      .first()
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
  };
  await expect.poll(tellsImages, POLL).toBe(true);
  await tree.choose('shop', 'Rollout', 'Show Revisions');
  await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'shop:1.4.2' }).click();
  await expect.poll(text, POLL).toMatch(/image:\sregistry\.example\.com\/shop:1\.4\.2/);

  await tree.expand('Helm releases');
  await tree.click('web');
  await expect.poll(text, POLL).toMatch(/1:\sdeployed/);
  expect(await text()).not.toMatch(/opensesame/);
  await tree.choose('web', 'Show Values of the Release');
  await expect.poll(text, POLL).toMatch(/password:\sopensesame/);

  await tree.choose('default', 'What May I Do Here?');
  await expect.poll(text, POLL).toMatch(/everything\swith\sall\skinds/);
});

test('compares two revisions of a Helm release', async ({ open }) => {
  await installRelease(server, 2, 'deployed');
  const { workbench, page } = await open({ 'notes.txt': '' });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Workloads', 'Helm releases']) await tree.expand(row);
  const side = (name: string) => page.locator(`.monaco-diff-editor .editor.${name} .view-lines`).innerText();
  await tree.choose('web', 'Compare Two Revisions of the Release');
  for (const row of ['Revision 2', 'Revision 1', 'What they deploy']) await workbench.choose(row);
  await expect.poll(() => side('original'), POLL).toMatch(/\(hidden\svalue\s1\)[^]*replicas:\s1/);
  expect(await side('modified')).toMatch(/\(hidden\svalue\s2\)[^]*replicas:\s2/);
  expect((await side('original')) + (await side('modified'))).not.toMatch(/opensesame/);
});

const RIGHTS = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: default}
rules: [{apiGroups: [''], resources: [configmaps], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: builder-reads, namespace: default}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: builder, namespace: default}]
`;

test('says what a ServiceAccount may do, by the manifests and by the cluster that was chosen', async ({
  open,
}) => {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  await create(server, `${rbac}/clusterrolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'builder-rules' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name: 'builder', namespace: 'default' }],
  });
  const manifest = MANIFEST.replace(
    '      containers:',
    '      serviceAccountName: builder\n      containers:',
  );
  const { workbench, page } = await open({ 'shop.yaml': manifest, 'rights.yaml': RIGHTS });
  await workbench.open('shop.yaml');
  const text = async () => {
    await page.keyboard.press('Escape');
    const hover = await workbench.hover('shop.yaml', 11, 30);
    await hover
      .getByText('Show all that it may do')
      .waitFor({ timeout: 2000 })
      .catch(() => undefined);
    return (await hover.innerText()).replaceAll('\u00A0', ' ');
  };
  await expect.poll(text, { timeout: 30_000 }).toMatch(/get on configmaps, in the namespace default/);
  expect(await text()).not.toMatch(/in test/);

  await workbench.command('Kube Guardrails: Choose the Cluster of This Workspace');
  await workbench.choose('test');
  await expect
    .poll(text, { timeout: 30_000 })
    .toMatch(/default\/builder in test[^]*do everything in every namespace/);
  await page.locator('.monaco-hover:visible').getByText('Show all that it may do').click();
  const report = page.locator('.editor-instance .view-lines');
  await expect.poll(() => report.first().innerText(), POLL).toMatch(/ServiceAccount\sdefault\/builder/);
});

test('checks a Deployment of the cluster', async ({ open }) => {
  const { workbench, page } = await open({ 'notes.txt': '' });
  await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
  const tree = workbench.tree('Clusters');
  for (const row of ['test', 'default', 'Workloads', 'Deployments']) await tree.expand(row);
  await tree.choose('shop', 'Check for Problems');
  const report = page.locator('.editor-instance .view-lines');
  await expect.poll(() => report.innerText(), POLL).toMatch(/Checks\sof\stest\/default\/shop/);
  expect(await report.innerText()).toMatch(/resources-missing/);
  await expect.poll(() => tree.badge('shop'), POLL).toMatch(/^\d+$/);
  // What was found holds for what was checked.
  await server.send('PATCH', '/apis/apps/v1/namespaces/default/deployments/shop', {
    type: 'application/merge-patch+json',
    text: JSON.stringify({ spec: { minReadySeconds: 5 } }),
  });
  await expect.poll(() => tree.badge('shop'), POLL).toBe('');
});
