import type { Json } from './comparable.ts';
import { asMap, withData, withoutServerFields, withoutToken } from './comparable.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Fields by which items of lists are known; the first that all items have counts (`x-kubernetes-list-map-keys`, patch merge keys). */
const ITEM_KEYS = ['name', 'mountPath', 'devicePath', 'containerPort', 'port', 'ip', 'topologyKey', 'type'];
const AMOUNTS = /^(?:requests|limits|capacity|hard|default|defaultRequest|min|max|sizeLimit)$/;
/** What is in here was put there by somebody, never by a default. */
const CONTENT = /^(?:data|binaryData|stringData)$/;

/**
 * A manifest and a live object in a form in which a diff shows what differs because somebody meant it to: of the live object, fields
 * that neither the manifest nor its last application sets are left out, for the API server or a controller filled them in.
 */
export function asInManifest(
  manifest: Json,
  live: Json,
  isSameAmount: SameAmount,
): { readonly manifest: Json; readonly live: Json } {
  const wanted = withoutNulls(withData(withoutServerFields(manifest))) as Json;
  if (asMap(wanted['metadata'])?.['namespace'] === undefined) delete asMap(live['metadata'])?.['namespace'];
  const text = asMap(asMap(live['metadata'])?.['annotations'])?.[LAST_APPLIED];
  const applied = withoutNulls(withData(withoutServerFields(parsed(text))));
  const own = withoutToken(withoutServerFields(live));
  return { manifest: wanted, live: new Fit(isSameAmount).of(wanted, applied, own, '') as Json };
}

/** Whether two texts are the same amount, however it is written: `1000m` and `1`. */
export type SameAmount = (one: string, other: string) => boolean;

class Fit {
  readonly #isSameAmount: SameAmount;

  constructor(isSameAmount: SameAmount) {
    this.#isSameAmount = isSameAmount;
  }

  /** As much of a live value as the manifest or its last application speaks of, in the manifest's order. */
  of(wanted: unknown, applied: unknown, live: unknown, field: string): unknown {
    if (Array.isArray(live)) return this.#list(listOf(wanted), listOf(applied), live, field);
    const map = asMap(live);
    if (!map) return AMOUNTS.test(field) && this.#areSame(wanted, live) ? wanted : live;
    const [first, second] = [asMap(wanted) ?? {}, asMap(applied) ?? {}];
    const rest = CONTENT.test(field) ? Object.keys(map) : [];
    const keys = [...new Set([...Object.keys(first), ...Object.keys(second), ...rest])];
    return Object.fromEntries(
      keys
        .filter((key) => key in map)
        .map((key) => [key, this.of(first[key], second[key], map[key], AMOUNTS.test(field) ? field : key)]),
    );
  }

  #list(wanted: Items, applied: Items, live: Items, field: string): unknown[] {
    const key = ITEM_KEYS.find((one) => isKey(one, wanted) && isKey(one, live));
    const counterpart = (list: Items, item: unknown, index: number): unknown =>
      key === undefined ? list[index] : list.find((one) => asMap(one)?.[key] === asMap(item)?.[key]);
    const rank = (item: unknown): number => {
      const index = wanted.indexOf(counterpart(wanted, item, -1));
      return index < 0 ? wanted.length : index;
    };
    const ordered = key === undefined ? live : live.toSorted((a, b) => rank(a) - rank(b));
    return ordered.map((item, index) => {
      const want = counterpart(wanted, item, index);
      const before = counterpart(applied, item, index);
      // An item that nobody knows of is shown whole: an injected container matters.
      return want === undefined && before === undefined ? item : this.of(want, before, item, field);
    });
  }

  #areSame(one: unknown, other: unknown): boolean {
    const isAmount = [one, other].every((value) => typeof value === 'string' || typeof value === 'number');
    return isAmount && this.#isSameAmount(String(one), String(other));
  }
}

type Items = readonly unknown[];

function listOf(value: unknown): Items {
  return Array.isArray(value) ? value : [];
}

function isKey(key: string, items: Items): boolean {
  const values = items.map((item) => asMap(item)?.[key]);
  return values.every((value) => value !== undefined) && new Set(values).size === values.length;
}

/** `null` and what is not set are the same to the API server. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  const map = asMap(value);
  if (!map) return value;
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, one]) => (one === null ? [] : [[key, withoutNulls(one)]])),
  );
}

function parsed(text: unknown): Json {
  try {
    return typeof text === 'string' ? (asMap(JSON.parse(text)) ?? {}) : {};
  } catch {
    return {};
  }
}
