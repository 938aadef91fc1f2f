import type { Workspace } from '../workspace.ts';
import type { Same } from './kept.ts';
import { Kept, KeptLists } from './kept.ts';

/** What follows from the contents of a workspace. It is computed once, and again only when something that it read has changed. */
export function derived<T>(
  compute: (workspace: Workspace) => T,
  same?: Same<T>,
): (workspace: Workspace) => T {
  const kept = perWorkspace((workspace) => new Kept(workspace, () => compute(workspace), same));
  return (workspace) => kept(workspace).value;
}

/** The same for each of a number of names. */
export function derivedBy<T>(
  compute: (workspace: Workspace, name: string) => T,
  same?: Same<T>,
): (workspace: Workspace, name: string) => T {
  const kept = perWorkspace(() => new Map<string, Kept<T>>());
  return (workspace, name) => {
    const all = kept(workspace);
    let one = all.get(name);
    if (!one) all.set(name, (one = new Kept(workspace, () => compute(workspace, name), same)));
    return one.value;
  };
}

type Lists<K, V> = ReadonlyMap<K, readonly V[]>;

/** Lists of things by key. Things that stay the same have to be the same value in each computation. */
export function derivedLists<K, V>(
  compute: (workspace: Workspace) => Lists<K, V>,
): (workspace: Workspace) => KeptLists<K, V> {
  return perWorkspace((workspace) => new KeptLists(workspace, () => compute(workspace)));
}

/** The same for each of a number of names. */
export function derivedListsBy<K, V>(
  compute: (workspace: Workspace, name: string) => Lists<K, V>,
): (workspace: Workspace, name: string) => KeptLists<K, V> {
  const kept = perWorkspace(() => new Map<string, KeptLists<K, V>>());
  return (workspace, name) => {
    const all = kept(workspace);
    let one = all.get(name);
    if (!one) all.set(name, (one = new KeptLists(workspace, () => compute(workspace, name))));
    return one;
  };
}

function perWorkspace<T>(make: (workspace: Workspace) => T): (workspace: Workspace) => T {
  const known = new WeakMap<Workspace, T>();
  return (workspace) => {
    let one = known.get(workspace);
    if (!one) known.set(workspace, (one = make(workspace)));
    return one;
  };
}
