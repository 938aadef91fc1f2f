import { homedir } from 'node:os';
import { isAbsolute, relative, sep } from 'node:path';
import { gitRoot } from '../../io/gitIgnore.ts';
import { uriToPath } from '../../io/uris.ts';
import type { Environment } from '../terminal/style.ts';

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

/**
 * The folder from which a report for a CI server names its files: GitHub, GitLab and code scanning look for them from the top of
 * the repository, in whichever folder of it the command is run. In containers without Git, the checkout may be no repository.
 */
export function reportRoot(format: string, cwd: string, env: Environment): string {
  if (format === 'text' || format === 'json') return cwd;
  const repository = gitRoot(cwd);
  if (repository !== undefined && repository !== homedir()) return repository;
  const checkout = [env.GITHUB_WORKSPACE, env.CI_PROJECT_DIR].find(
    (folder) => folder !== undefined && !isAbsolute(pathName(folder, cwd)),
  );
  return checkout ?? cwd;
}
