import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { test } from '../harness/vscode/browserTest.ts';
import { DEPLOYMENT, SERVICE } from './manifests.ts';

const POLL = { timeout: 30_000 };

test('underlines what is wrong and lists it, also for files that are not open', async ({ open }) => {
  const { workbench, screenshot } = await open({
    'deployment.yaml': DEPLOYMENT,
    'network/service.yaml': SERVICE,
  });
  await workbench.open('deployment.yaml');
  await expect
    .poll(() => workbench.squiggles('deployment.yaml'), POLL)
    .toEqual(
      expect.arrayContaining([
        { severity: 'error', text: 'front' },
        { severity: 'warning', text: 'nginx:latest' },
        { severity: 'error', text: '80800' },
      ]),
    );

  const problems = await workbench.problems();
  for (const id of ['resources-missing', 'image-tag-latest', 'invalid-port']) {
    await problems.filter({ hasText: id }).first().waitFor();
  }
  await problems.filter({ hasText: 'service.yaml' }).first().waitFor();
  await screenshot('findings');
});

test('says why in the hover and on the page of the check', async ({ open }) => {
  const { workbench, screenshot } = await open({ 'deployment.yaml': DEPLOYMENT });
  await workbench.open('deployment.yaml');
  await expect.poll(() => workbench.squiggles('deployment.yaml'), POLL).not.toEqual([]);

  let hover = await workbench.hover('deployment.yaml', 17, 24);
  // The editor drops what it asked for while extensions start: then it is asked again.
  for (let attempt = 1; attempt < 4 && !(await saysWhy(hover)); attempt++) {
    hover = await workbench.hover('deployment.yaml', 17, 24);
  }
  expect(await hover.innerText()).toMatch(/nginx:latest[^]*Why it matters[^]*What to do/);
  await screenshot('hover');

  await hover.locator('.code-link').click();
  const page = workbench.preview();
  await page.locator('h1').filter({ hasText: 'image-tag-latest' }).waitFor();
  await page.locator('h2').filter({ hasText: 'Why it matters' }).waitFor();
  await screenshot('check-page');
});

test('leaves YAML alone that is no Kubernetes object', async ({ open }) => {
  const { workbench } = await open({ 'values.yaml': 'image: nginx:latest\n', 'deployment.yaml': DEPLOYMENT });
  await workbench.open('deployment.yaml');
  await expect.poll(() => workbench.squiggles('deployment.yaml'), POLL).not.toEqual([]);
  await workbench.open('values.yaml');
  expect(await workbench.squiggles('values.yaml')).toEqual([]);
});

/** Whether the hover shows the page's text before long. */
async function saysWhy(hover: Locator): Promise<boolean> {
  const why = hover.getByText('Why it matters');
  return why.waitFor({ timeout: 4_000 }).then(
    () => true,
    () => false,
  );
}
