import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { expect, inject, test as plainTest } from 'vitest';
import { workbenchUrl } from '../../../scripts/vscodeServer.ts';
import { expectUntouched } from '../cluster/kubeconfigFile.ts';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';
import { foreignConnections } from './editorServer.ts';
import { Workbench } from './workbench.ts';

const ROOT = join(import.meta.dirname, '../../..');

export interface OpenOptions {
  /** Whether the user says that they trust the folder's authors; default yes. */
  readonly trusted?: boolean;
  /** Whether everything is logged that can be. */
  readonly logsAll?: boolean;
}

/** A folder open in the workbench. */
export interface Session {
  readonly workbench: Workbench;
  readonly page: Page;
  /** What a file holds on disk. */
  readonly read: (file: string) => string;
  /** Changes a file on disk, as another program would. */
  readonly write: (file: string, text: string) => void;
  /** Updates a picture of the documentation, when asked to by UPDATE_SCREENSHOTS=1. */
  readonly screenshot: (name: string) => Promise<void>;
}

interface Fixtures {
  /** One for all tests of a file, which keeps what the browser has cached; missing where there is no browser. */
  readonly context: BrowserContext | undefined;
  /** Opens a new folder with these files in a new window. */
  readonly open: (files: Readonly<Record<string, string>>, options?: OpenOptions) => Promise<Session>;
}

/** A test in a browser. It fails when the page or a process of the editor asks anything of another machine. */
export const test = plainTest.extend<Fixtures>({
  context: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const executable = inject('editor')?.chromium;
      const browser = executable === undefined ? undefined : await launchChromium(executable);
      await use(browser && (await newContext(browser)));
      await browser?.close();
    },
    { scope: 'file' },
  ],
  open: async ({ context, skip, task }, use) => {
    const editor = inject('editor');
    if (editor === undefined || context === undefined) {
      if (process.env['CI'] === 'true') throw new Error(NO_CHROMIUM);
      skip(NO_CHROMIUM);
      return;
    }
    const requests: string[] = [];
    // No name but this machine's resolves. What a webview serves to itself under a foreign name does not fail.
    const record = (request: Request) => {
      if (request.failure()?.errorText === 'net::ERR_NAME_NOT_RESOLVED') requests.push(request.url());
    };
    context.on('requestfailed', record);
    await use(async (files, { trusted = true, logsAll = false } = {}) => {
      const folder = join(mkdtempSync(join(editor.folder, 'workspace-')), 'shop');
      const session = newSession(folder, await context.newPage());
      for (const [file, text] of Object.entries(files)) session.write(file, text);
      const payload = logsAll ? ([['logLevel', 'trace']] as const) : [];
      await session.page.goto(workbenchUrl(editor, folder, payload), { waitUntil: 'commit' });
      await session.workbench.ready();
      await session.workbench.answerTrust(trusted);
      return session;
    });
    if ((task.result?.errors ?? []).length > 0) {
      const picture = join(ROOT, 'test-results', `${task.name.replaceAll(/\W+/g, '-')}.png`);
      await context.pages()[0]?.screenshot({ path: picture });
    }
    await Promise.all(context.pages().map((page) => page.close()));
    context.off('requestfailed', record);
    expectUntouched();
    const connections = foreignConnections(editor.folder);
    expect({ requests, connections }).toEqual({ requests: [], connections: [] });
  },
});

async function newContext(browser: Browser): Promise<BrowserContext> {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, locale: 'en-US', reducedMotion: 'reduce' });
  context.setDefaultTimeout(30_000);
  return context;
}

function newSession(folder: string, page: Page): Session {
  return {
    page,
    workbench: new Workbench(page),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    screenshot: async (name) => {
      if (process.env['UPDATE_SCREENSHOTS'] !== '1') return;
      await page.screenshot({ path: join(ROOT, 'docs/images', `${name}.png`) });
    },
  };
}
