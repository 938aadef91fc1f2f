import { labelsOf, podTemplate } from '../../../manifest/pods.ts';
import { COMMON_LABELS, NODE_LABELS, TOPOLOGY_KEYS } from '../../../references/nodeLabels.ts';
import { POD_KINDS } from '../../../references/objects.ts';
import type { Labels } from '../../../references/selectors.ts';
import { labelsOfPods } from '../../../references/selection.ts';
import type { Described } from '../../../schema/describe.ts';
import type { Slot } from '../../../workspace.ts';
import type { Place } from '../../place/place.ts';
import type { Neighbours } from './neighbours.ts';
import type { Known } from './objects.ts';

/** Labels by key: the values that they have, and who has them. */
type LabelValues = Map<string, Map<string, string>>;

/** Keys that a map of labels may have, each with the values that go with it. */
export function labelKeys(place: Place, { field, owner }: Described, around: Neighbours): LabelValues {
  const map = `${owner?.name ?? ''}.${field?.name ?? ''}`;
  switch (map) {
    case 'LabelSelector.matchLabels':
    case 'ServiceSpec.selector':
      return selectable(around);
    case 'ObjectMeta.labels':
      return ownLabels(around);
    case 'PodSpec.nodeSelector':
      return nodeLabels();
    default:
      return map.endsWith('.matchLabels') ? selectable(around) : new Map();
  }
}

/** Values of label keys and of labels in selectors. */
export function labelValues(
  place: Place,
  described: Described,
  mapOf: () => Described | undefined,
  around: Neighbours,
): Known[] {
  const { path } = place;
  const last = path.at(-1);
  const { field, owner } = described;
  if (field?.name === 'topologyKey')
    return TOPOLOGY_KEYS.map((value) => ({ value, detail: 'node label', rank: 0 }));
  const requirement = owner?.name ?? '';
  if (field?.name === 'key' && requirement.endsWith('SelectorRequirement')) {
    const labels = requirement.startsWith('Node') ? nodeLabels() : selectable(around);
    return [...labels].map(([value, values]) => ({ value, detail: whose(values), rank: 0 }));
  }
  if (typeof last === 'number' && path.at(-2) === 'values' && path.at(-4) === 'matchExpressions') {
    const key = place.entries(path.length - 2).get('key') ?? '';
    const isNode = path.at(-5) !== 'labelSelector' && path.some((step) => step === 'nodeAffinity');
    return known((isNode ? nodeLabels() : selectable(around)).get(key));
  }
  if (field || typeof last !== 'string') return [];
  const map = mapOf();
  return map ? known(labelKeys(place, map, around).get(last)) : [];
}

function known(values: ReadonlyMap<string, string> | undefined): Known[] {
  return [...(values ?? [])].map(([value, detail]) => ({ value, detail, rank: 0 }));
}

/** Behind a key: who has it, if that is one. */
export function whose(values: ReadonlyMap<string, string>): string {
  const owners = new Set(values.values());
  return owners.size === 1 ? ([...owners][0] ?? 'label') : 'label';
}

/** What the selector at the place selects among. */
function selectable({ workspace, own, path }: Neighbours): LabelValues {
  const { resource } = own;
  if (path.includes('namespaceSelector')) {
    return collect(workspace.ofKind('Namespace'), ({ resource: { root } }) => labelsOf(root.at('metadata')));
  }
  const template = podTemplate(resource);
  const isOwn = template !== undefined && path[0] === 'spec' && path[1] === 'selector';
  if (isOwn)
    return orOwn(
      collect([own], () => labelsOf(template.metadata)),
      own,
    );
  if (resource.kind === 'ServiceMonitor') {
    const services = workspace.together(own, ['Service']);
    return collect(services, ({ resource: { root } }) => labelsOf(root.at('metadata')));
  }
  const pods = workspace.together(own, POD_KINDS, (slot) => labelsOfPods(slot.resource).size > 0);
  const found = collect(template ? [own, ...pods.filter((slot) => !isSame(slot, own))] : pods, (slot) =>
    labelsOfPods(slot.resource),
  );
  return orOwn(found, own);
}

/** While no pod is there: the labels of the object itself, else the usual one. */
function orOwn(found: LabelValues, { resource }: Slot): LabelValues {
  if (found.size > 0) return found;
  const { name } = resource;
  const own = labelsOf(resource.root.at('metadata'));
  const labels = own.size > 0 || name === undefined ? own : new Map([['app', name]]);
  return new Map([...labels].map(([key, value]) => [key, new Map([[value, 'as the object itself']])]));
}

/** Labels of pods that the object's own selector asks for, else those that are commonly set. */
function ownLabels({ own: { resource }, path }: Neighbours): LabelValues {
  const labels: LabelValues = new Map();
  if (path.length > 2) {
    for (const entry of resource.root.at('spec', 'selector', 'matchLabels').entries()) {
      labels.set(String(entry.key), new Map([[entry.written ?? '', 'the selector asks for it']]));
    }
  }
  const { name } = resource;
  if (labels.size === 0 && name !== undefined) labels.set('app', new Map([[name, 'the name of the object']]));
  for (const key of COMMON_LABELS) if (!labels.has(key)) labels.set(key, new Map());
  return labels;
}

function nodeLabels(): LabelValues {
  return new Map(
    Object.entries(NODE_LABELS).map(([key, values]) => [
      key,
      new Map(values.map((value) => [value, 'node label'])),
    ]),
  );
}

function collect(slots: Iterable<Slot>, labelsOfSlot: (slot: Slot) => Labels): LabelValues {
  const found: LabelValues = new Map();
  for (const slot of slots) {
    const { kind, name = '' } = slot.resource;
    for (const [key, value] of labelsOfSlot(slot)) {
      let values = found.get(key);
      if (!values) found.set(key, (values = new Map()));
      if (value !== '' && !values.has(value)) values.set(value, `${kind} ${name}`.trimEnd());
    }
  }
  return found;
}

function isSame(a: Slot, b: Slot): boolean {
  return a.uri === b.uri && a.start === b.start && a.resource.root.key === b.resource.root.key;
}
