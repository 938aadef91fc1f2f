import { expect } from 'vitest';
import { test } from '../harness/vscode/browserTest.ts';
import { DEPLOYMENT, FIXABLE } from './manifests.ts';

const POLL = { timeout: 30_000 };

test('a quick fix changes what it says and nothing else; undo takes it back', async ({ open }) => {
  const { workbench, page, read, screenshot } = await open({ 'deployment.yaml': DEPLOYMENT });
  await workbench.open('deployment.yaml');
  await expect
    .poll(() => workbench.squiggles('deployment.yaml'), POLL)
    .toContainEqual({ severity: 'warning', text: 'nginx:latest' });

  await workbench.goTo('deployment.yaml', 17, 24);
  const fixes = await workbench.quickFixes();
  await screenshot('quick-fix');
  await fixes.filter({ hasText: 'Name a version' }).first().click();
  await workbench.save();
  expect(read('deployment.yaml')).toBe(DEPLOYMENT.replace('nginx:latest', 'nginx:1.0.0'));

  await page.keyboard.press('Control+Z');
  await workbench.save();
  expect(read('deployment.yaml')).toBe(DEPLOYMENT);
});

test('a finding is waived for its line, with a reason', async ({ open }) => {
  const { workbench, page, read } = await open({ 'deployment.yaml': DEPLOYMENT });
  await workbench.open('deployment.yaml');
  await expect
    .poll(() => workbench.squiggles('deployment.yaml'), POLL)
    .toContainEqual({ severity: 'warning', text: 'nginx:latest' });

  await workbench.goTo('deployment.yaml', 17, 24);
  const fixes = await workbench.quickFixes();
  await fixes.filter({ hasText: 'this line' }).first().click();
  await expect
    .poll(() => workbench.squiggles('deployment.yaml'), POLL)
    .not.toContainEqual({ severity: 'warning', text: 'nginx:latest' });
  await page.keyboard.type('pinned by the deployment pipeline');
  await workbench.save();
  expect(read('deployment.yaml')).toBe(
    DEPLOYMENT.replace(
      /^( *)image:/m,
      '$1# kube-guardrails-disable-next-line image-tag-latest -- pinned by the deployment pipeline\n$1image:',
    ),
  );
});

test('all safe fixes are applied in one step, the others are left to the author', async ({ open }) => {
  const { workbench, page, read } = await open({ 'service.yaml': FIXABLE });
  await workbench.open('service.yaml');
  await expect
    .poll(() => workbench.squiggles('service.yaml'), POLL)
    .toContainEqual({ severity: 'error', text: 'tcp' });

  await workbench.command('Kube Guardrails: Fix All Safe Problems');
  await page.locator('.tab.active.dirty').waitFor();
  await workbench.save();
  expect(read('service.yaml')).toBe(FIXABLE.replace('"8080"', '8080').replace('tcp', 'TCP'));

  await workbench.editor('service.yaml').locator('.view-line').first().click();
  await page.keyboard.press('Control+Z');
  await workbench.save();
  expect(read('service.yaml')).toBe(FIXABLE);
});
