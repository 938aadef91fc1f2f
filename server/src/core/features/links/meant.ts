import { allNamed, named } from '../../references/lookup.ts';
import { isMeant } from '../../references/nameFields.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { kustomizations, partsOf, shares } from './kustomizations.ts';
import type { Spot } from './linked.ts';
import { nameSpot } from './linked.ts';
import type { NameMark } from './marks.ts';

/** What a name means: objects, and where their names stand in manifests or in what Kustomize makes them of. */
export interface Meant {
  readonly objects: readonly Slot[];
  readonly spots: readonly Spot[];
  readonly kinds: readonly string[];
}

/** What an object's own name means: the object with its patches. */
export function meantByOwn(workspace: Workspace, slot: Slot): Meant {
  const { kind, group, name = '' } = slot.resource;
  const kinds = group === '' ? [kind] : [];
  const generators = generatorsOf(workspace, slot, kinds, name);
  return meaning(workspace, [slot], generators, [kind]);
}

/** What a reference of an object means. */
export function meantBy(workspace: Workspace, slot: Slot, mark: NameMark): Meant {
  const { kinds, name, namespace, group } = mark;
  const from = namespace === undefined ? slot : { ...slot, resource: { ...slot.resource, namespace } };
  const fits = ({ resource }: Slot): boolean =>
    group === undefined || OLD_GROUPS.includes(group) ? isMeant(resource) : resource.group === group;
  const objects = kinds.flatMap((kind) =>
    kind === 'Namespace'
      ? allNamed(workspace, kind, name)
      : closest(workspace, from, named(workspace, from, kind, name, fits)),
  );
  return meaning(workspace, objects, generatorsOf(workspace, slot, kinds, name), kinds);
}

/** Manifests name these groups, though the API server has them no more. */
const OLD_GROUPS = ['extensions'];

function meaning(
  workspace: Workspace,
  from: readonly Slot[],
  generators: readonly Spot[],
  kinds: readonly string[],
): Meant {
  const objects = [...new Set(from.flatMap((object) => partsOf(workspace, object)))];
  const spots = objects.map((object) => {
    const { root } = object.resource;
    return nameSpot(object, root.at('metadata', 'name'), root);
  });
  return { objects, spots: [...spots, ...generators], kinds };
}

/** Of objects that can be meant: those in the very namespace, and in most of the same Kustomize roots. */
function closest(workspace: Workspace, from: Slot, found: readonly Slot[]): readonly Slot[] {
  const { namespace } = from.resource;
  const exact = found.filter(({ resource }) => resource.namespace === namespace);
  const all = namespace !== undefined && exact.length > 0 ? exact : found;
  return all.filter(
    (one) =>
      !all.some((other) =>
        includesMore(sharedRoots(workspace, from, other), sharedRoots(workspace, from, one)),
      ),
  );
}

function sharedRoots(workspace: Workspace, a: Slot, b: Slot): string[] {
  const roots = workspace.rootsOf(b.uri);
  return [...workspace.rootsOf(a.uri)].filter((root) => roots.has(root));
}

function includesMore(a: readonly string[], b: readonly string[]): boolean {
  return a.length > b.length && b.every((one) => a.includes(one));
}

const GENERATORS: Readonly<Record<string, string>> = {
  ConfigMap: 'configMapGenerator',
  Secret: 'secretGenerator',
};

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ */
function generatorsOf(workspace: Workspace, slot: Slot, kinds: readonly string[], name: string): Spot[] {
  const generators = kinds.flatMap((kind) => GENERATORS[kind] ?? []);
  if (generators.length === 0) return [];
  const roots = workspace.rootsOf(slot.uri);
  return kustomizations(workspace)
    .filter((one) => shares(one.roots, roots))
    .flatMap((one) =>
      generators
        .flatMap((key) => one.root.at(key).items())
        .filter((item) => item.at('name').written === name)
        .map((item) => nameSpot(one, item.at('name'), item)),
    );
}
