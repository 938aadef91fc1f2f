import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { readText } from './files.ts';

/** Folders that are never entered: what lies there is not written by hand. */
const NEVER = new Set(['.git', 'node_modules']);

/**
 * Which files Git leaves out (https://git-scm.com/docs/gitignore): the `.gitignore` files from the repository's root down to
 * the file's folder, the nearest one deciding. Outside of a repository they count below the folder that is walked.
 */
export class GitIgnore {
  readonly #root: string;
  readonly #rules = new Map<string, Ignore | undefined>();

  /** `root`: where the topmost `.gitignore` that counts may lie. */
  constructor(folder: string, root: string = gitRoot(folder) ?? folder) {
    this.#root = root;
  }

  /** Whether a file, or a folder with all that is in it, is left out. Asks about this path alone, not about folders above it. */
  ignores(path: string, isFolder: boolean): boolean {
    const name = path.slice(path.lastIndexOf(sep) + 1);
    if (NEVER.has(name)) return true;
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const rules = this.#rulesOf(folder);
      if (rules) {
        const { ignored, unignored } = rules.test(toPosix(relative(folder, path)) + (isFolder ? '/' : ''));
        if (ignored || unignored) return ignored;
      }
      if (folder === this.#root || folder === dirname(folder)) return false;
    }
  }

  /** Whether a file is left out, by itself or with a folder between it and `root`. */
  ignoresBelow(root: string, path: string): boolean {
    const parts = relative(root, path).split(sep);
    let at = root;
    return parts.some((part, index) => this.ignores((at = join(at, part)), index < parts.length - 1));
  }

  #rulesOf(folder: string): Ignore | undefined {
    if (this.#rules.has(folder)) return this.#rules.get(folder);
    const { text } = readText(join(folder, '.gitignore'));
    const rules =
      text === undefined ? undefined : ignore({ allowRelativePaths: false }).add(text.replace(/^\uFEFF/, ''));
    this.#rules.set(folder, rules);
    return rules;
  }
}

/** The nearest folder at or above this one that holds `.git`. */
export function gitRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
