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
