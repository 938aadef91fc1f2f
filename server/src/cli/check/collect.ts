import { basename, dirname, join, resolve } from 'node:path';
import { CONFIG_FILE } from '../../core/checks/config/fileName.ts';
import { GitIgnore, gitRoot } from '../../io/gitIgnore.ts';
import { pathToUri, uriToPath } from '../../io/uris.ts';
import { walk } from '../../io/walk.ts';
import type { ReadProblem } from '../../io/files.ts';
import type { CheckArguments } from './arguments.ts';
import { STDIN } from './arguments.ts';
import { ignoredBy } from './ignored.ts';
import { pathName } from './names.ts';
import type { Session } from './session.ts';
import { readStdin } from './stdin.ts';
import { contextRoots, findTargets } from './targets.ts';

/** Which files to report on, and what the user has to know about the others. */
export interface Collected {
  /** Addresses, in the order of their names. */
  readonly uris: readonly string[];
  /** Address of standard input, if it is checked. */
  readonly stdin: string | undefined;
  /** Something that was named could not be checked. */
  readonly failed: boolean;
  /** Something that was named is left out, as the config file wants it. */
  readonly leftOut: boolean;
}

/**
 * Finds the named files and reads them, and all others that belong to them, into the session. `isChanged` says of which of
 * them something is reported. Files are read in the order of their names, whatever the order of the arguments.
 */
export async function collect(
  session: Session,
  args: CheckArguments,
  cwd: string,
  warn: (message: string) => void,
  isChanged: (path: string) => boolean = () => true,
): Promise<Collected> {
  const nameOf = (path: string): string => pathName(cwd, path);
  const targets = findTargets(
    args.paths.filter((path) => path !== STDIN),
    cwd,
    nameOf,
  );
  for (const problem of targets.problems) warn(problem);
  let failed = targets.problems.length > 0;
  let leftOut = false;

  const byCommandLine = ignoredBy(args.settings.ignore, cwd);
  const whyIgnored = (path: string): string | undefined => {
    const uri = pathToUri(path);
    if (byCommandLine(uri)) return '"--ignore"';
    return session.configs.of(uri).isIgnored(uri) ? '"ignore" of the config file' : undefined;
  };
  const isIgnored = (path: string): boolean => whyIgnored(path) !== undefined;
  const isNamed = (path: string): boolean => {
    const by = whyIgnored(path);
    if (by === undefined) return true;
    leftOut = true;
    warn(`${nameOf(path)}: not checked, because ${by} matches it`);
    return false;
  };
  const onUnreadable = (path: string): void => {
    warn(`${nameOf(path)}: this folder cannot be read`);
    failed ||= targets.folders.includes(path);
  };
  const named = new Set(targets.files.filter(isNamed));
  const met = [...new Set(targets.folders.flatMap((folder) => filesOf(folder, onUnreadable)))].filter(
    (path) => !named.has(path) && !isIgnored(path),
  );
  const known = new Set([...named, ...met]);
  const stdin = args.paths.includes(STDIN) ? resolve(cwd, args.stdinFilename ?? NAMELESS) : undefined;
  const around = stdin === undefined || args.stdinFilename === undefined ? [] : [stdin];
  const context = contextRoots({ ...targets, files: [...targets.files, ...around] }, configFolderOf(session))
    .flatMap((root) => filesOf(root))
    .filter((path) => !known.has(path) && !isIgnored(path));

  const onSkipped = (path: string, problem: ReadProblem): void => {
    known.delete(path);
    // A config file is spoken of where its settings are read.
    if (problem !== 'irrelevant' && basename(path) !== CONFIG_FILE)
      warn(`${nameOf(path)}: skipped, ${REASONS[problem]}`);
  };
  const onFailed = (path: string, problem: ReadProblem): void => {
    known.delete(path);
    failed = true;
    const name = path === stdin && around.length === 0 ? 'standard input' : nameOf(path);
    warn(`${name}: cannot be checked, ${REASONS[problem]}`);
  };
  session.load(context.toSorted(), () => undefined);
  session.load(met.toSorted(), onSkipped);
  for (const path of [...named].toSorted()) session.loadNamed(path, onFailed);
  if (stdin !== undefined) {
    if (isNamed(stdin)) known.add(stdin);
    session.add(stdin, await readStdin(), onFailed);
  }
  const checked = [...known].map(pathToUri);
  const isReported = (uri: string): boolean => {
    const path = uriToPath(uri);
    return path === undefined || path === stdin || isChanged(path);
  };
  const configs = session.loadConfigs(checked, (path, problem) => {
    failed = true;
    warn(`${nameOf(path)}: none of these settings apply, ${REASONS[problem]}`);
  });
  const uris = [...new Set([...checked, ...configs])].filter(isReported).toSorted((a, b) => (a < b ? -1 : 1));
  return { uris, stdin: stdin === undefined ? undefined : pathToUri(stdin), failed, leftOut };
}

/** What standard input is called inside, where it has no name: no file on the disk has it. */
const NAMELESS = '<stdin>.yaml';

/** The folder of the config file that holds in a folder. */
function configFolderOf(session: Session): (folder: string) => string | undefined {
  return (folder) => {
    const config = session.configs.fileFor(pathToUri(join(folder, 'x')));
    return config === undefined ? undefined : dirname(uriToPath(config) ?? folder);
  };
}

/** The files of a folder. A folder that Git ignores was named on purpose, so its files count. */
function filesOf(folder: string, onUnreadable?: (path: string) => void): string[] {
  const repository = gitRoot(folder);
  const around = new GitIgnore(folder);
  const isIgnored = repository !== undefined && repository !== folder && around.ignores(folder, true);
  const gitIgnore = isIgnored ? new GitIgnore(folder, folder) : around;
  return [...walk(folder, { gitIgnore, ...(onUnreadable ? { onUnreadable } : {}) })].filter(
    (path) => path !== undefined,
  );
}

/** Why a file has no text. */
export const REASONS: Readonly<Record<ReadProblem, string>> = {
  binary: 'it is not a text',
  'UTF-16': 'it is UTF-16 text: save it as UTF-8',
  empty: 'it is empty: the program that writes it may have failed',
  'too large': 'it is larger than 10 MB',
  'not UTF-8': 'it is not UTF-8 text',
  unreadable: 'it cannot be read',
  missing: 'it is gone',
  irrelevant: 'it holds no Kubernetes object',
};
