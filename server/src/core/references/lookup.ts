import { groupBy } from '../groupBy.ts';
import { derivedListsBy } from '../workspace/derived.ts';
import type { Slot, Workspace } from '../workspace.ts';

type Is = (slot: Slot) => boolean;

/** The objects of a kind and name that are deployed together with an object. */
export function named(workspace: Workspace, slot: Slot, kind: string, name: string, is?: Is): Slot[] {
  return workspace.nearest(slot, allNamed(workspace, kind, name), is);
}

/** The objects of a kind and name, wherever they are. */
export function allNamed(workspace: Workspace, kind: string, name: string): readonly Slot[] {
  return byName(workspace, kind).get(name);
}

const byName = derivedListsBy((workspace, kind) =>
  groupBy(workspace.ofKind(kind), ({ resource }) => resource.name ?? ''),
);
