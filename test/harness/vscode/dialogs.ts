import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

interface InPage {
  readonly page: Page;
}

/** Waits for a dialog that says something, and presses a button of it. Returns all that it says. */
export async function answer({ page }: InPage, says: RegExp, button: string): Promise<string> {
  const dialog = page.locator('.monaco-dialog-box');
  let said = '';
  const text = async (): Promise<string> => (said = (await dialog.innerText()).replaceAll('\u00A0', ' '));
  await expect.poll(text, { timeout: 30_000 }).toMatch(says);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  // The next one may be there at once.
  await expect.poll(() => shown(dialog), { timeout: 30_000 }).not.toBe(said);
  return said;
}

async function shown(dialog: Locator): Promise<string> {
  if (!(await dialog.isVisible())) return '';
  const text = await dialog.innerText({ timeout: 1_000 }).catch(() => ''); // it may go away at any time
  return text.replaceAll('\u00A0', ' ');
}

/** The notice that says something. */
export function notice({ page }: InPage, text: RegExp): Locator {
  return page.locator('.notification-toast').filter({ hasText: text }).first();
}
