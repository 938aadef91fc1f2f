import type { Dirent } from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isCandidate } from './files.ts';
import { GitIgnore } from './gitIgnore.ts';

export interface WalkOptions {
  readonly gitIgnore?: GitIgnore;
  /** Told of every folder that cannot be read. */
  readonly onUnreadable?: (path: string) => void;
}

/**
 * The files of a folder that may hold or explain manifests, by their names, in order. `.git` and `node_modules` are not
 * entered, what `.gitignore` names is left out, and links are not followed: what they show inside the tree is found there.
 * Yields `undefined` after each folder without such files, so that a caller who works in slices gets to stop.
 */
export function* walk(folder: string, options: WalkOptions = {}): Generator<string | undefined, void> {
  const gitIgnore = options.gitIgnore ?? new GitIgnore(folder);
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const folders: string[] = [];
    let found = false;
    for (const entry of entriesOf(next, options)) {
      const isFolder = entry.isDirectory();
      if (!isFolder && !(entry.isFile() && isCandidate(entry.name))) continue;
      const path = join(next, entry.name);
      if (gitIgnore.ignores(path, isFolder)) continue;
      if (isFolder) folders.push(path);
      else {
        found = true;
        yield path;
      }
    }
    if (!found) yield undefined;
    open.push(...folders.toReversed());
  }
}

function entriesOf(folder: string, { onUnreadable }: WalkOptions): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    onUnreadable?.(folder);
    return [];
  }
}
