import { expect } from 'vitest';
import { test } from '../harness/vscode/browserTest.ts';
import { DEPLOYMENT, SERVICE } from './manifests.ts';

const POLL = { timeout: 30_000 };

test('leads a selector to its workload, and renames an object where others name it', async ({ open }) => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata: { a: b }\n';
  const { workbench, page, read } = await open({
    'deployment.yaml': `${DEPLOYMENT}          envFrom:\n            - configMapRef: { name: settings }\n`,
    'network/service.yaml': SERVICE.replace('808000', '80'),
    'config.yaml': config,
  });
  await workbench.open('deployment.yaml');
  await expect.poll(() => workbench.squiggles('deployment.yaml'), POLL).not.toEqual([]);

  await workbench.open('service.yaml');
  await workbench.goTo('service.yaml', 7, 8);
  await page.keyboard.press('F12');
  await page.locator('.tab.active').filter({ hasText: 'deployment.yaml' }).waitFor();

  await workbench.open('config.yaml');
  await workbench.goTo('config.yaml', 4, 10);
  const box = page.locator('.rename-box input');
  await page.keyboard.press('F2');
  await box.fill('options');
  await page.keyboard.press('Enter');
  await expect.poll(() => read('deployment.yaml'), POLL).toContain('configMapRef: { name: options }');
  expect(read('config.yaml')).toBe(config.replace('settings', 'options'));
});

test('offers the value right behind the key that was chosen', async ({ open }) => {
  const { workbench, page } = await open({ 'deployment.yaml': DEPLOYMENT, 'new.yaml': '# new\n' });
  await workbench.open('deployment.yaml');
  await expect.poll(() => workbench.squiggles('deployment.yaml'), POLL).not.toEqual([]);
  await workbench.open('new.yaml');
  await workbench.goTo('new.yaml', 2, 1);
  const chosen = page.locator('.suggest-widget.visible .monaco-list-row.focused');
  await page.keyboard.type('api');
  await chosen.filter({ hasText: 'apiVersion' }).waitFor();
  await page.keyboard.press('Enter');
  await chosen.filter({ hasText: 'apps/v1' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.view-line').filter({ hasText: 'apiVersion: apps/v1' }).waitFor();
});
