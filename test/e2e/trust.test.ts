import { expect } from 'vitest';
import { test } from '../harness/vscode/browserTest.ts';
import { DEPLOYMENT } from './manifests.ts';

test('a folder that nobody trusts is checked all the same', async ({ open }) => {
  const { workbench, page } = await open({ 'deployment.yaml': DEPLOYMENT }, { trusted: false });
  await page.locator('#status\\.workspaceTrust').waitFor();
  await workbench.open('deployment.yaml');
  await expect
    .poll(() => workbench.squiggles('deployment.yaml'), { timeout: 30_000 })
    .toContainEqual({ severity: 'error', text: 'front' });
});
