import { asMap, type Json } from '../../look/comparable.ts';

/** Fields that tell the items of a list apart, as those of Kubernetes' own lists do. */
const KEYS = [
  'name',
  'key',
  'containerPort',
  'port',
  'mountPath',
  'devicePath',
  'ip',
  'topologyKey',
  'type',
  'kind',
];

/** The items of a list by what tells them apart, such as `name="web"`, in their order. */
export type Keyed = ReadonlyMap<string, Json>;

/**
 * Lists by the same field, if there is one that each item of each list has and none has twice. An empty list goes with any; so does one
 * that is not there.
 */
export function keyed(lists: readonly unknown[]): readonly Keyed[] | undefined {
  const given = lists.map((list): unknown[] | undefined =>
    list === undefined ? [] : Array.isArray(list) ? (list as unknown[]) : undefined,
  );
  if (given.every((list) => list?.length === 0)) return undefined;
  for (const key of KEYS) {
    const maps = given.map((list) => list && byKey(list, key));
    if (maps.every((map) => map !== undefined)) return maps;
  }
  return undefined;
}

function byKey(list: readonly unknown[], key: string): Keyed | undefined {
  const found = new Map<string, Json>();
  for (const item of list) {
    const map = asMap(item);
    const value = map?.[key];
    if (!map || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
    found.set(`${key}=${JSON.stringify(value)}`, map);
  }
  return found.size === list.length ? found : undefined;
}

/** A path as the API server writes it: `spec.containers[name="web"].image`. */
export function pathText(path: readonly string[]): string {
  return path.join('').replace(/^\./, '');
}

/** The step to a field: names with dots in them stand in brackets. */
export function fieldStep(name: string): string {
  return /[./[\]]/.test(name) ? `[${name}]` : `.${name}`;
}

/** The step to an item, by what tells it apart. */
export function itemStep(key: string): string {
  return `[${key}]`;
}
