import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';

/**
 * Which files differ from the last commit that HEAD and `revision` have in common: those of commits since, uncommitted ones
 * and ones that Git does not know yet. Git is run without a shell, and told not to run what the repository's settings name.
 */
export function changedSince(revision: string, cwd: string): (path: string) => boolean {
  const root = git(cwd, ['rev-parse', '--show-toplevel'], notARepository).trimEnd();
  const commit = git(
    root,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    () => unknownRevision(revision, root),
  ).trim();
  const base = git(root, ['merge-base', commit, 'HEAD'], () => unrelated(revision, root)).trim();
  const names = [
    ...git(root, ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', base, '--'], noAnswer).split(
      '\0',
    ),
    ...git(root, ['ls-files', '--others', '--exclude-standard', '-z'], noAnswer).split('\0'),
  ];
  const changed = new Set(names.filter((name) => name !== '').map((name) => resolve(root, name)));
  const real = realFolders();
  return (path) => changed.has(path) || changed.has(join(real(dirname(path)), basename(path)));
}

/** Git calls files by their real places. */
function realFolders(): (folder: string) => string {
  const known = new Map<string, string>();
  return (folder) => {
    const place = known.get(folder) ?? realPath(folder);
    known.set(folder, place);
    return place;
  };
}

function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** Settings that would make Git run something. */
const HARMLESS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];

/** @param whyNot says what it means that Git failed; it gets what Git said. */
function git(folder: string, args: readonly string[], whyNot: (said: string) => string): string {
  const { error, status, stdout, stderr } = spawnSync('git', ['-C', folder, ...HARMLESS, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    windowsHide: true,
  });
  if (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw usage(
      isMissing ? 'needs Git, and there is no program "git" in PATH' : `cannot run Git (${error.message})`,
    );
  }
  if (status === 0) return stdout;
  const [said = ''] = stderr.trim().split('\n');
  throw usage(whyNot(said === '' ? '' : `: ${visible(said)}`));
}

function notARepository(said: string): string {
  return said.includes('not a git repository')
    ? 'needs a Git repository, and the current folder is in none'
    : `cannot be used here${said}`;
}

function noAnswer(said: string): string {
  return `Git does not say what changed${said}`;
}

function unknownRevision(revision: string, root: string): string {
  return `Git knows no revision "${visible(revision)}" here${fetchHint(root)}`;
}

function unrelated(revision: string, root: string): string {
  return `"${visible(revision)}" and HEAD have no commit in common${fetchHint(root)}`;
}

/** CI systems tend to fetch the last commit only. */
function fetchHint(root: string): string {
  const shallow = spawnSync('git', ['-C', root, 'rev-parse', '--is-shallow-repository'], {
    encoding: 'utf8',
  });
  return shallow.stdout?.trim() === 'true'
    ? ': only a part of the history is here, so fetch all of it first ("git fetch --unshallow", or fetch-depth: 0 of actions/checkout)'
    : ': give a branch, a tag or a commit that "git log" knows';
}

function usage(what: string): UsageError {
  return new UsageError(`option "--changed-since": ${what}`);
}
