import { isAbsolute, relative, sep } from 'node:path';
import { uriToPath } from '../../io/uris.ts';

/** How a file is called in the output: relative to the working directory with `/`, absolute outside of it. */
export type NameOf = (uri: string) => string;

/** `special` names what has no path of its own: standard input. */
export function names(cwd: string, special: ReadonlyMap<string, string> = new Map()): NameOf {
  return (uri) => special.get(uri) ?? pathName(cwd, uriToPath(uri) ?? uri);
}

export function pathName(cwd: string, path: string): string {
  const name = relative(cwd, path);
  const outside = name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name);
  return (outside ? path : name || '.').replaceAll(sep, '/');
}
