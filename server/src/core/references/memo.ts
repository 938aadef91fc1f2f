import type { Workspace } from '../workspace.ts';

/** Computes a value once per state of a workspace. */
export function perRevision<T>(compute: (workspace: Workspace) => T): (workspace: Workspace) => T {
  const known = new WeakMap<Workspace, { readonly revision: number; readonly value: T }>();
  return (workspace) => {
    const entry = known.get(workspace);
    if (entry?.revision === workspace.revision) return entry.value;
    const value = compute(workspace);
    known.set(workspace, { revision: workspace.revision, value });
    return value;
  };
}
