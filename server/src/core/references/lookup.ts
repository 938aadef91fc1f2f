import { groupBy } from '../groupBy.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { perRevision } from './memo.ts';

type Is = (slot: Slot) => boolean;

/** The objects of a kind and name that are deployed together with an object. */
export function named(workspace: Workspace, slot: Slot, kind: string, name: string, is?: Is): Slot[] {
  return workspace.nearest(slot, allNamed(workspace, kind, name), is);
}

/** The objects of a kind and name, wherever they are. */
export function allNamed(workspace: Workspace, kind: string, name: string): readonly Slot[] {
  const known = namesByKind(workspace);
  let names = known.get(kind);
  if (!names) {
    names = groupBy(workspace.ofKind(kind), ({ resource }) => resource.name ?? '');
    known.set(kind, names);
  }
  return names.get(name) ?? [];
}

const namesByKind = perRevision(() => new Map<string, Map<string, Slot[]>>());
