import { dirname, parse, relative, resolve, sep } from 'node:path';
import { matcher } from '../../core/globs.ts';
import { pathBelow, sharedDepth } from '../../core/workspace/uris.ts';
import { isWithin, pathToUri } from '../../io/uris.ts';

/** Whether the command line leaves out the file of an address. */
export type IsIgnored = (uri: string) => boolean;

/**
 * Prepares the globs of `--ignore`. They count from the working directory, also where they leave it (`../out/**`) or are
 * absolute. One that begins with `**` counts from wherever the way to a file leaves that to the working directory, so that
 * what both lie in is not taken for a match.
 */
export function ignoredBy(globs: readonly string[], cwd: string): IsIgnored {
  const tests = globs.map((glob) => ignoredByOne(glob, cwd));
  return (uri) => tests.some((test) => test(uri));
}

function ignoredByOne(glob: string, cwd: string): IsIgnored {
  if (/^(?:\.\/)?\*\*(?:\/|$)/.test(glob)) {
    const matches = matcher([glob]);
    const beside = `${pathToUri(cwd).replace(/\/$/, '')}/x`;
    return (uri) => matches(pathBelow(uri, sharedFolder(uri, beside)) ?? uri);
  }
  const full = resolve(cwd, glob);
  const base = folderAround(full, cwd);
  const folder = pathToUri(base);
  const rest = relative(base, full).replaceAll(sep, '/');
  const matches = rest === '' ? (): boolean => true : matcher([rest]);
  return (uri) => {
    const path = pathBelow(uri, folder);
    return path !== undefined && matches(path);
  };
}

/** The nearest folder at or above the working directory in which a path lies: the signs in its name are none of a glob. */
function folderAround(path: string, cwd: string): string {
  const { root } = parse(path);
  let folder = cwd;
  while (!isWithin(pathToUri(path), pathToUri(folder))) {
    const above = dirname(folder);
    if (above === folder) return root;
    folder = above;
  }
  return folder;
}

/** The folder in which two files lie. */
function sharedFolder(a: string, b: string): string {
  return a.split('/').slice(0, sharedDepth(a, b)).join('/');
}
