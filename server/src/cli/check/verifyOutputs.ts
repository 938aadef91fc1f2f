import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Workspace } from '../../core/workspace.ts';
import { isCandidate, readText } from '../../io/files.ts';
import { pathToUri } from '../../io/uris.ts';
import { visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';
import type { CheckArguments } from './arguments.ts';

type Named = Pick<CheckArguments, 'outputs' | 'paths' | 'config' | 'baseline'>;

/**
 * Refuses reports that would be written over what is read, or over one another. What holds no object is an older report or
 * something like it, and may be replaced.
 */
export function verifyOutputs({ outputs, paths, config, baseline }: Named, cwd: string): void {
  const reads = new Map<string, string>();
  for (const path of paths) reads.set(realPath(resolve(cwd, path)), 'which is to be checked');
  if (config !== undefined) reads.set(realPath(resolve(cwd, config)), 'which "--config" names');
  if (baseline !== undefined) reads.set(realPath(resolve(cwd, baseline)), 'which "--baseline" names');
  const taken = new Set<string>();
  for (const { file } of outputs) {
    const path = realPath(resolve(cwd, file));
    if (isNoFile(path)) continue;
    const what = reads.get(path) ?? contents(path);
    if (what !== undefined)
      throw new UsageError(
        `option "--output" would write over "${visible(file)}", ${what}: choose another name`,
      );
    if (taken.has(path))
      throw new UsageError(
        `option "--output" names "${visible(file)}" twice: give each report a file of its own`,
      );
    taken.add(path);
  }
}

/** What lies at a path that no report may replace, in words. */
function contents(path: string): string | undefined {
  const { text } = readText(path);
  if (text === undefined) return undefined;
  if (isCandidate(basename(path)) && !/\.json$/i.test(path)) return 'which may belong to manifests';
  const workspace = new Workspace();
  const uri = pathToUri(path);
  workspace.set(uri, text);
  return workspace.slots(uri).length > 0 ? 'which holds a Kubernetes object' : undefined;
}

/** Where a path leads, also one at which nothing lies yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

/** Whether something else lies there, such as `/dev/null`. */
function isNoFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}
