import { GIVEN_NAMES, nameField } from '../../../references/nameFields.ts';
import type { Described } from '../../../schema/describe.ts';
import type { Slot } from '../../../workspace.ts';
import { nameOf } from '../../../workspace/uris.ts';
import type { Place } from '../../place/place.ts';
import type { Neighbours } from './neighbours.ts';

/** A value that comes from elsewhere than the schema. */
export interface Known {
  readonly value: string | number;
  readonly detail: string;
  /** Less comes first. */
  readonly rank: number;
}

/** Which objects a field may name; in a namespace, if one is said beside it. */
export interface Named {
  readonly kinds: readonly string[];
  readonly namespace?: string | undefined;
}

export function namedAt(place: Place, { field, owner }: Described): Named | undefined {
  const { path } = place;
  if (!field) return undefined;
  if (field.name === 'namespace') return { kinds: ['Namespace'] };
  const holder = path.findLast((key, index) => typeof key === 'string' && index < path.length - 1);
  const names = nameField(owner?.name ?? '', field.name, String(holder ?? ''));
  if (!names) return undefined;
  const beside = place.entries(path.length - 1);
  const written = names.kindField && beside.get(names.kindField);
  const kinds = written === undefined || written === '' ? names.kinds : [written];
  return { kinds, namespace: beside.get('namespace') };
}

/** Names of the objects that a field may name. */
export function objectNames(place: Place, described: Described, around: Neighbours): Known[] {
  const meant = namedAt(place, described);
  if (!meant) return [];
  const { kinds, namespace } = meant;
  if (kinds[0] === 'Namespace') return namespaces(around);
  return [
    ...around.together(kinds, namespace).flatMap((slot) => named(slot, slot.resource.name, around)),
    ...generated(kinds, around),
    ...kinds.flatMap((kind) => given(kind)),
  ];
}

/** The namespaces that manifests define or use, and those of every cluster. */
function namespaces(around: Neighbours): Known[] {
  const { workspace, own } = around;
  const defined = around.everywhere(workspace.ofKind('Namespace'));
  const used: Slot[] = [];
  for (const { uri } of workspace.files()) {
    for (const slot of workspace.slots(uri)) {
      const isOwn = slot.uri === own.uri && slot.start === own.start;
      if (!isOwn && slot.resource.namespace !== undefined) used.push(slot);
    }
  }
  return [
    ...defined.flatMap((slot) => named(slot, slot.resource.name, around)),
    ...around.everywhere(used).flatMap((slot) => named(slot, slot.resource.namespace, around, 'used')),
    ...given('Namespace'),
  ];
}

function named(
  { uri, resource }: Slot,
  name: string | undefined,
  { own }: Neighbours,
  what = resource.kind,
): Known[] {
  const file = uri === own.uri ? 'this file' : decodeURIComponent(nameOf(uri));
  return name === undefined ? [] : [{ value: name, detail: `${what} in ${file}`, rank: 0 }];
}

function given(kind: string): Known[] {
  return (GIVEN_NAMES[kind] ?? []).map((value) => ({ value, detail: `${kind} of every cluster`, rank: 1 }));
}

const GENERATORS: Readonly<Record<string, string>> = {
  ConfigMap: 'configMapGenerator',
  Secret: 'secretGenerator',
};

/** What Kustomize generates in the roots that include the file; references name it without the hash. */
function generated(kinds: readonly string[], { workspace, own }: Neighbours): Known[] {
  const roots = [...workspace.rootsOf(own.uri)];
  const files = roots.flatMap(
    (root) =>
      ['kustomization.yaml', 'kustomization.yml'].map((name) => workspace.file(`${root}/${name}`)) ?? [],
  );
  return kinds.flatMap((kind) => {
    const generator = GENERATORS[kind];
    if (generator === undefined) return [];
    return files.flatMap((file) =>
      (file?.documents[0]?.document.root.at(generator).items() ?? []).flatMap((item) => {
        const name = item.at('name').written;
        return name === undefined ? [] : [{ value: name, detail: `${kind} from Kustomize`, rank: 0 }];
      }),
    );
  });
}
