import type { Resource } from '../manifest/resource.ts';
import { folderOf } from '../workspace/uris.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { sameNamespace } from '../workspace.ts';
import { derivedLists } from '../workspace/derived.ts';
import { perObject } from './memo.ts';

/**
 * Finds the objects of some kinds that are kept with an object, whatever their namespace: in its Kustomize roots, else in its
 * folder and those below. Who asks twice gets the same value as long as nothing changed.
 */
export function keptBeside(
  kinds: readonly string[],
  fits: (resource: Resource) => boolean,
): (workspace: Workspace, slot: Slot) => readonly Slot[] {
  const byPlace = derivedLists((workspace) => {
    const places = new Map<string, Slot[]>();
    for (const slot of kinds.flatMap((kind) => workspace.ofKind(kind))) {
      if (!fits(slot.resource)) continue;
      for (const key of placesOf(workspace, slot)) {
        const known = places.get(key);
        if (known) known.push(slot);
        else places.set(key, [slot]);
      }
    }
    return places;
  });
  return (workspace, slot) => {
    const roots = workspace.rootsOf(slot.uri);
    const found = byPlace(workspace);
    const keys = roots.size === 0 ? [folderOf(slot.uri)] : [...roots].map((root) => `root ${root}`);
    const [first = [], ...others] = keys.map((key) => found.get(key));
    return others.length === 0 ? first : [...new Set([first, ...others].flat())];
  };
}

function placesOf(workspace: Workspace, { uri }: Slot): string[] {
  const keys = [...workspace.rootsOf(uri)].map((root) => `root ${root}`);
  for (let folder = folderOf(uri); folder.includes('/'); folder = folderOf(folder)) keys.push(folder);
  return keys;
}

/** Of what is kept with an object: that which is deployed together with it, in its namespace or in those that count. */
export function inReach(
  workspace: Workspace,
  slot: Slot,
  beside: readonly Slot[],
  inNamespace?: (other: Resource) => boolean,
): readonly Slot[] {
  const isInRoot = workspace.rootsOf(slot.uri).size > 0;
  const reach = (fits: (other: Resource) => boolean): Slot[] =>
    beside.filter(({ uri, resource }) => fits(resource) && (isInRoot || workspace.rootsOf(uri).size === 0));
  if (inNamespace) return reach(inNamespace);
  // Many objects of a namespace ask for the same.
  const known = reached(workspace.kustomize)(beside);
  const key = `${slot.resource.namespace ?? ''} ${isInRoot}`;
  let found = known.get(key);
  if (!found) known.set(key, (found = reach((other) => sameNamespace(slot.resource, other))));
  return found;
}

type Reached = (beside: readonly Slot[]) => Map<string, readonly Slot[]>;
const reached = perObject((): Reached => perObject(() => new Map<string, readonly Slot[]>()));
