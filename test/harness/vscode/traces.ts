import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** How a text may stand in a file: as it is, and in base64 wherever it begins, but for the edges, which depend on what is around it. */
export function formsOf(text: string): readonly string[] {
  const packed = [0, 1, 2].map((before) => {
    const base64 = Buffer.from(`${'x'.repeat(before)}${text}`)
      .toString('base64')
      .replaceAll('=', '');
    return base64.slice(before === 0 ? 0 : before + 1, -2);
  });
  return [text, ...packed];
}

/** The files of a folder that hold one of these texts. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
  return globSync('**/*', { cwd: folder }).filter((file) => {
    const path = join(folder, file);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    const bytes = readFileSync(path);
    return texts.some((text) => bytes.includes(text));
  });
}

/** All that the page keeps for later, as text: where the workbench has the state of extensions and of windows. */
export function keptByPage(page: Page): Promise<string> {
  return page.evaluate(`(async () => {
    const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const result = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        for (const request of [all.getAllKeys(), all.getAll()]) {
          for (const one of await result(request)) {
            kept.push(one instanceof Uint8Array ? new TextDecoder().decode(one) : JSON.stringify(one));
          }
        }
      }
      database.close();
    }
    return kept.join('\\n');
  })()`);
}
