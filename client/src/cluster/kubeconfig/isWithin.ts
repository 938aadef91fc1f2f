import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Whether a file lies in one of these folders, wherever links lead. */
export async function isWithin(file: string, folders: readonly string[] = []): Promise<boolean> {
  if (folders.length === 0) return false;
  const places = [resolve(file), await realOf(file)];
  for (const folder of folders) {
    const roots = [resolve(folder), await realOf(folder)];
    const hits = (root: string): boolean => places.some((place) => !isOutside(relative(root, place)));
    if (roots.some(hits)) return true;
  }
  return false;
}

function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function isOutside(path: string): boolean {
  return isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
}
