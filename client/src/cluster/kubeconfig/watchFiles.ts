import { statSync } from 'node:fs';

/** How often files are looked at, in milliseconds. Polling also sees files that are replaced, linked or not there yet. */
const INTERVAL = 2000;

/** Tells of every change of these files from now on, be they there or not. Gives what ends it. */
export function watchFiles(
  files: readonly string[],
  onChange: () => void,
  interval: number = INTERVAL,
): () => void {
  let known = files.map(stampOf).join('\n');
  const timer = setInterval(() => {
    const now = files.map(stampOf).join('\n');
    if (now === known) return;
    known = now;
    onChange();
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}

/** A file that is put in another's place may have its size and its time. */
function stampOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return '';
  }
}
