import { expect } from 'vitest';
import { test } from '../harness/vscode/browserTest.ts';
import { DEPLOYMENT } from './manifests.ts';

const POLL = { timeout: 30_000 };
const LATEST = { severity: 'warning', text: 'nginx:latest' };

test('settings and the configuration file apply at once', async ({ open }) => {
  const { workbench, write } = await open({ 'deployment.yaml': DEPLOYMENT });
  await workbench.open('deployment.yaml');
  const squiggles = () => workbench.squiggles('deployment.yaml');
  await expect.poll(squiggles, POLL).toContainEqual(LATEST);

  write('.vscode/settings.json', JSON.stringify({ 'kubeGuardrails.checks': { 'image-tag-latest': 'off' } }));
  await expect.poll(squiggles, POLL).not.toContainEqual(LATEST);
  write('.vscode/settings.json', '{}');
  await expect.poll(squiggles, POLL).toContainEqual(LATEST);

  write('.kube-guardrails.yaml', 'checks:\n  image-tag-latest: error\n');
  await expect.poll(squiggles, POLL).toContainEqual({ ...LATEST, severity: 'error' });
  write('.kube-guardrails.yaml', 'checks:\n  image-tag-latest: off\n');
  await expect.poll(async () => (await squiggles()).map(({ text }) => text), POLL).not.toContain(LATEST.text);
});

/** `hostUsers` came with 1.25. */
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
`;

test('the Kubernetes version is chosen in the status bar, and kept in the settings of the folder', async ({
  open,
}) => {
  const { workbench, page, read } = await open({ 'pod.yaml': POD });
  await workbench.open('pod.yaml');
  await page.locator('.statusbar-item').getByText('Kubernetes 1.36').click();
  await page.locator('.quick-input-widget:visible input.input').fill('1.22');
  await workbench.choose('1.22');
  await page.locator('.statusbar-item').getByText('Kubernetes 1.22').waitFor();
  const texts = async () => (await workbench.squiggles('pod.yaml')).map(({ text }) => text);
  await expect.poll(texts, POLL).toContain('hostUsers');
  expect(JSON.parse(read('.vscode/settings.json'))).toEqual({ 'kubeGuardrails.kubernetesVersion': '1.22' });
});
