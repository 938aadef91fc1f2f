import type { Stats } from 'node:fs';
import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { gitRoot } from '../../io/gitIgnore.ts';
import { walk } from '../../io/walk.ts';

/** What the paths on the command line stand for. All paths are absolute. */
export interface Targets {
  /** Files named one by one, or by a glob that names them to the end: checked whatever `.gitignore` says. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** What is wrong with paths, in words for the user. */
  readonly problems: readonly string[];
}

/** Sorts the named paths into files and folders and resolves globs. */
export function findTargets(
  paths: readonly string[],
  cwd: string,
  nameOf: (path: string) => string,
): Targets {
  const files = new Set<string>();
  const folders = new Set<string>();
  const problems: string[] = [];
  for (const path of paths) {
    const full = resolve(cwd, path);
    const stat = statOf(full);
    if (typeof stat === 'string') problems.push(`${nameOf(full)}: cannot be read (${stat})`);
    else if (stat?.isDirectory()) folders.add(full);
    else if (stat) files.add(full);
    else if (picomatch.scan(path).isGlob) {
      const found = matching(path, cwd);
      for (const file of found) files.add(file);
      if (found.length === 0) problems.push(`${path}: no file matches this pattern`);
    } else problems.push(`${nameOf(full)}: there is no such file or folder`);
  }
  return { files: [...files], folders: [...folders], problems };
}

/** `undefined` for what does not exist; the error's code for what cannot be told. */
function statOf(path: string): Stats | string | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

/** The files below the fixed part of a glob that match it; what Git ignores is left out. */
function matching(glob: string, cwd: string): string[] {
  const { base } = picomatch.scan(glob);
  const root = resolve(cwd, base);
  const pattern = resolve(cwd, base) + sep + glob.slice(base.length).replace(/^\//, '');
  const matches = picomatch(pattern.replaceAll(sep, '/'), { dot: true });
  return [...walk(root)].filter(
    (path) => path !== undefined && matches(path.replaceAll(sep, '/')),
  ) as string[];
}

/**
 * The folders whose manifests are read so that references across files can be followed: the Git repository around each target,
 * else the folder of its config file. A home folder that is a repository does not count.
 */
export function contextRoots(
  { files, folders }: Targets,
  configFolderOf: (folder: string) => string | undefined,
): string[] {
  const roots = new Set<string>();
  for (const folder of new Set([...folders, ...files.map((file) => dirname(file))])) {
    const repository = gitRoot(folder);
    const root = repository === homedir() ? configFolderOf(folder) : (repository ?? configFolderOf(folder));
    if (root !== undefined) roots.add(root);
  }
  const all = [...roots];
  return all.filter((root) => !all.some((other) => other !== root && root.startsWith(join(other, sep))));
}
