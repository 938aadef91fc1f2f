import { unwatchFile, watchFile } from 'node:fs';
import type { Stats } from 'node:fs';

/** How often files are looked at, in milliseconds. Polling also sees files that are replaced, linked or not there yet. */
const INTERVAL = 2000;

/** Tells of every change of these files, be they there or not. Gives what ends it. */
export function watchFiles(
  files: readonly string[],
  onChange: () => void,
  interval: number = INTERVAL,
): () => void {
  const listener = (now: Stats, before: Stats): void => {
    // A file that is put in another's place may have its size and its time.
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) onChange();
  };
  for (const file of files) watchFile(file, { interval, persistent: false }, listener);
  return () => {
    for (const file of files) unwatchFile(file, listener);
  };
}
