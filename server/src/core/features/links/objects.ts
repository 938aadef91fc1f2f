import { allNamed, named } from '../../references/lookup.ts';
import { isMeant } from '../../references/nameFields.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { isKustomization } from '../../workspace/kustomize.ts';
import { folderOf } from '../../workspace/uris.ts';
import type { FindLinked, LinkContext, Linked, Spot } from './linked.ts';
import { isSameSpot, moved, nameSpot, within } from './linked.ts';
import type { NameMark } from './marks.ts';
import { marksOf, textSpan } from './marks.ts';
import { selectorsFor } from './selectors.ts';

type Reference = Pick<NameMark, 'kinds' | 'name' | 'namespace'>;

/** A name of an object, where the object is written or where another one names it. */
export const objectAt: FindLinked = (context, slot, at) => {
  const { resource } = slot;
  const mark = marksOf(resource, context.schemaOf(slot)).names.find(({ span }) => within(span, at));
  if (mark) return linkedObject(context, slot, mark, moved(mark.span, slot.start));
  const own = resource.root.at('metadata', 'name');
  const span = textSpan(own);
  if (!span || !within(span, at) || resource.name === undefined) return undefined;
  const reference = { kinds: [resource.kind], name: resource.name, namespace: undefined };
  return linkedObject(context, slot, reference, moved(span, slot.start));
};

function linkedObject(
  context: LinkContext,
  slot: Slot,
  reference: Reference,
  origin: Linked['origin'],
): Linked | undefined {
  const { objects, spots } = declared(context.workspace, slot, reference);
  if (spots.length === 0) return undefined;
  const isPatch = ({ uri }: Spot): boolean => context.workspace.kustomize.patches.has(uri);
  const own = spots.filter((spot) => !isPatch(spot));
  return {
    origin,
    name: reference.name,
    declarations: () => (own.length > 0 ? own : spots),
    uses: () => [
      ...spots.filter((spot) => own.length > 0 && isPatch(spot)),
      ...referring(context, reference.name, spots),
      ...objects.flatMap((object) => selectorsFor(context.workspace, object)),
    ],
  };
}

/** The objects that a reference means, and where their names stand: in manifests, or in what Kustomize makes them of. */
function declared(
  workspace: Workspace,
  slot: Slot,
  { kinds, name, namespace }: Reference,
): { objects: readonly Slot[]; spots: readonly Spot[] } {
  const from = namespace === undefined ? slot : { ...slot, resource: { ...slot.resource, namespace } };
  const objects = kinds.flatMap((kind) =>
    kind === 'Namespace'
      ? allNamed(workspace, kind, name)
      : named(workspace, from, kind, name, ({ resource }) => isMeant(resource)),
  );
  const spots = objects.map((object) => {
    const { root } = object.resource;
    return nameSpot(object, root.at('metadata', 'name'), root);
  });
  return { objects, spots: [...spots, ...generatorsOf(workspace, slot, kinds, name)] };
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
  const spots: Spot[] = [];
  for (const { uri, documents } of workspace.files()) {
    const [first] = documents;
    if (!first || !isKustomization(uri) || !roots.has(folderOf(uri))) continue;
    const place = { uri, start: first.start, document: first.document } as Slot;
    for (const item of generators.flatMap((key) => first.document.root.at(key).items())) {
      if (item.at('name').written === name) spots.push(nameSpot(place, item.at('name'), item));
    }
  }
  return spots;
}

/** Where objects name one of these. */
function referring(context: LinkContext, name: string, spots: readonly Spot[]): Spot[] {
  const { workspace } = context;
  const found: Spot[] = [];
  for (const slot of workspace.objects()) {
    if (!slot.document.text.includes(name)) continue;
    for (const mark of marksOf(slot.resource, context.schemaOf(slot)).names) {
      if (mark.name !== name) continue;
      const means = declared(workspace, slot, mark).spots;
      if (means.some((one) => spots.some((spot) => isSameSpot(one, spot))))
        found.push(nameSpot(slot, mark.field));
    }
  }
  return found;
}
