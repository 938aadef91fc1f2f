import { unwatchFile, watchFile } from 'node:fs';

/** How often files are looked at, in milliseconds. Polling also sees files that are replaced, linked or not there yet. */
const INTERVAL = 2000;

/** Tells of every change of these files, be they there or not. Gives what ends it. */
export function watchFiles(files: readonly string[], onChange: () => void): () => void {
  const listener = (now: { readonly mtimeMs: number; readonly size: number }, before: typeof now): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) onChange();
  };
  for (const file of files) watchFile(file, { interval: INTERVAL, persistent: false }, listener);
  return () => {
    for (const file of files) unwatchFile(file, listener);
  };
}
