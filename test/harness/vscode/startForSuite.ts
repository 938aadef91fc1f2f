import type { TestProject } from 'vitest/node';
import { pack } from '../../../scripts/package.ts';
import { findChromium } from './chromium.ts';
import { startEditor } from './editorServer.ts';

/** What the tests in a browser need to reach the editor that all of them share. */
export interface SharedEditor {
  readonly url: string;
  readonly token: string;
  readonly folder: string;
  readonly chromium: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Missing where there is no browser to show it in. */
    editor: SharedEditor | undefined;
  }
}

/** Starts one VS Code with the packed extension for the whole suite. */
export default async function startForSuite(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const chromium = findChromium();
  if (chromium === undefined) {
    project.provide('editor', undefined);
    return undefined;
  }
  const server = await startEditor(await pack());
  project.provide('editor', { url: server.url, token: server.token, folder: server.folder, chromium });
  return () => server.stop();
}
