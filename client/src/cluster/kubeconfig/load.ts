import { readFile } from 'node:fs/promises';
import type { Kubeconfig, KubeconfigProblem } from './kubeconfig.ts';
import { inCluster } from './inCluster.ts';
import { isWithin } from './isWithin.ts';
import type { Surroundings } from './locate.ts';
import { locateKubeconfig } from './locate.ts';
import type { KubeconfigFile } from './read.ts';
import { readKubeconfig } from './read.ts';

/**
 * Reads and merges the kubeconfig files by client-go's rules: of entries with the same name the first file's counts whole, and so does
 * the first current context. A file that cannot be read is a problem beside the good rest. Nothing is ever written.
 */
export async function loadKubeconfig(surroundings: Surroundings): Promise<Kubeconfig> {
  const { files, mustExist } = locateKubeconfig(surroundings);
  const problems: KubeconfigProblem[] = [];
  const read: KubeconfigFile[] = [];
  for (const file of files) {
    if (await isWithin(file, surroundings.untrusted)) {
      problems.push({ file, message: 'lies in a folder that you have not said to trust' });
      continue;
    }
    try {
      read.push(readKubeconfig(await readFile(file, 'utf8'), file));
    } catch (error) {
      if (isMissing(error) && !mustExist) continue;
      problems.push({ file, message: isMissing(error) ? 'does not exist' : reason(error) });
    }
  }
  if (read.length === 0 && problems.length === 0) {
    const own = await inCluster(surroundings.env, surroundings.serviceAccount);
    if (own) read.push(own);
  }
  return {
    currentContext: read.map(({ currentContext }) => currentContext).find(Boolean),
    contexts: firstWins(read.map(({ contexts }) => contexts)),
    clusters: firstWins(read.map(({ clusters }) => clusters)),
    users: firstWins(read.map(({ users }) => users)),
    files,
    problems,
  };
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  const first = new Map<string, T>();
  for (const [name, value] of maps.flatMap((map) => [...map])) if (!first.has(name)) first.set(name, value);
  return first;
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
