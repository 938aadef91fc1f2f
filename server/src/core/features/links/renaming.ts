import { subdomainProblem } from '../../syntax/names.ts';
import type { Slot } from '../../workspace.ts';
import { inKustomizations } from './kustomizeNames.ts';
import type { LinkContext, Renaming, Spot } from './linked.ts';
import { nameSpot } from './linked.ts';
import { marksOf } from './marks.ts';
import type { Meant } from './meant.ts';
import { meantBy } from './meant.ts';
import { fixedName, newNameProblem } from './newName.ts';

/** A place that names something, with what it means. */
export interface Use {
  readonly spot: Spot;
  readonly meant: Meant;
}

/** Where objects name something of a name. */
export function usesOf(context: LinkContext, name: string): Use[] {
  const { workspace } = context;
  return workspace.objects().flatMap((slot) => {
    if (!slot.document.text.includes(name)) return [];
    const { names, aliased } = marksOf(slot.resource, context.schemaOf(slot));
    return [...names, ...aliased]
      .filter((mark) => mark.name === name)
      .map((mark) => ({ spot: nameSpot(slot, mark.field), meant: meantBy(workspace, slot, mark) }));
  });
}

/** Whether two lists of places have one in common. */
export function meets(a: readonly Spot[], b: readonly Spot[]): boolean {
  const keys = new Set(b.map(keyOf));
  return a.some((spot) => keys.has(keyOf(spot)));
}

/** All that has to change with the name of an object: one name for several that one reference means is one name. */
export function renamingOf(context: LinkContext, name: string, meant: Meant): Renaming {
  const { workspace } = context;
  const uses = usesOf(context, name);
  const spots = new Map(meant.spots.map((spot) => [keyOf(spot), spot]));
  const objects = new Set(meant.objects);
  for (let before = 0; before < spots.size;) {
    before = spots.size;
    for (const use of uses.filter((one) => meets(one.meant.spots, [...spots.values()]))) {
      for (const spot of use.meant.spots) spots.set(keyOf(spot), spot);
      for (const object of use.meant.objects) objects.add(object);
    }
  }
  const declared = [...spots.values()];
  const referring = uses.filter((use) => meets(use.meant.spots, declared)).map(({ spot }) => spot);
  const named = { name, uris: [...new Set(declared.map(({ uri }) => uri))] };
  const kinds = distinctKinds(objects, meant.kinds);
  const found = kinds.map((one) => inKustomizations(workspace, { ...named, ...one }));
  const all = [...declared, ...referring, ...found.flatMap((one) => one.spots)];
  const unclear = found.flatMap((one) => one.unclear ?? [])[0];
  const isPatch = ({ uri }: Spot): boolean => workspace.kustomize.patches.has(uri);
  const [first] = objects;
  const version = first ? context.versionOf(first) : 0;
  return {
    name,
    spots: all,
    refusal:
      firstOf(kinds, ({ kind }) => fixedName(kind)) ??
      (declared.every(isPatch) ? 'only patches of the object are known' : undefined) ??
      refusalOf(all, unclear),
    problem: (text) =>
      objects.size === 0
        ? subdomainProblem(text) // ConfigMaps and Secrets that Kustomize makes
        : firstOf([...objects], ({ resource }) => newNameProblem(resource, version)(text)),
  };
}

function firstOf<T>(all: readonly T[], whyOf: (one: T) => string | undefined): string | undefined {
  return all.map(whyOf).find((why) => why !== undefined);
}

/** Why these places cannot be changed together, if they cannot. */
export function refusalOf(spots: readonly Spot[], unclear: string | undefined): string | undefined {
  if (unclear !== undefined)
    return `${unclear} may also speak of it, in a patch or another way that cannot be followed`;
  return spots.some((spot) => spot.isShared) ? 'it is written with a YAML anchor or alias' : undefined;
}

function distinctKinds(
  objects: ReadonlySet<Slot>,
  generated: readonly string[],
): { kind: string; group: string | undefined }[] {
  const own = [...objects].map(({ resource: { kind, group } }) => ({ kind, group }));
  const all = own.length > 0 ? own : generated.map((kind) => ({ kind, group: '' }));
  return [...new Map(all.map((one) => [`${one.group}/${one.kind}`, one])).values()];
}

function keyOf({ uri, span }: Spot): string {
  return `${uri}#${span.start}`;
}
