import { parseQuantity } from '../../../../server/src/core/manifest/quantity.ts';
import { asInManifest } from '../look/asInManifest.ts';
import type { Json } from '../look/comparable.ts';
import { asMap } from '../look/comparable.ts';
import { isFixed } from './fixedFields.ts';
import type { Saying } from './saying.ts';

/** Id of the check whose page tells of fields that cannot be changed. */
export const IMMUTABLE = 'api-immutable';

/** Words with which the API server refuses to change a field, one or a whole object's. */
const REFUSAL =
  /(?:is|are) immutable|updates? to \S.* (?:is|are) forbidden|may not (?:be changed|change)|updates may not change|cannot change roleRef|cannot be changed/;

/**
 * What the server says of an object that is there already, with the very fields that cannot be changed and what they are in the cluster
 * in place of what it says of the whole.
 */
export function withFixedFields(sayings: readonly Saying[], manifest: Json, live: Json): readonly Saying[] {
  if (!sayings.some(isRefusal)) return sayings;
  const fixed = fixedDifferences(manifest, live);
  if (fixed.length === 0) return sayings.map((one) => (isRefusal(one) ? { ...one, check: IMMUTABLE } : one));
  const isSecret = manifest['kind'] === 'Secret';
  return [
    ...sayings.filter((one) => !isRefusal(one)),
    ...fixed.map(({ path, value }): Saying => {
      const now = isSecret && path !== 'type' ? 'another value' : shown(value);
      const message = `This cannot be changed once the object is there: the cluster has ${now}. Set it back, or replace the object.`;
      return { severity: 'error', message, paths: [path], check: IMMUTABLE };
    }),
  ];
}

function isRefusal({ severity, message }: Saying): boolean {
  return severity === 'error' && REFUSAL.test(message);
}

/** A field in which a manifest and the live object differ. */
export interface Difference {
  /** In the API server's notation, with the indices of the manifest. */
  readonly path: string;
  /** In the cluster; `undefined` where it has none. */
  readonly value: unknown;
}

/** Fields in which a manifest differs from the live object and that keep their value. */
export function fixedDifferences(manifest: Json, live: Json): readonly Difference[] {
  const both = asInManifest(manifest, structuredClone(live), isSameAmount);
  const { apiVersion, kind } = manifest as { readonly apiVersion: string; readonly kind: string };
  const isImmutable = live['immutable'] === true;
  return [...differences(both.manifest, both.live, '')].filter(({ path }) =>
    isFixed(apiVersion, kind, path, isImmutable),
  );
}

function* differences(wanted: unknown, live: unknown, path: string): Iterable<Difference> {
  if (Array.isArray(wanted) && Array.isArray(live)) {
    const [items, others] = [wanted as unknown[], live as unknown[]];
    for (const [index, item] of items.entries()) yield* differences(item, others[index], `${path}[${index}]`);
    if (others.length > items.length) yield { path, value: live };
    return;
  }
  const [map, other] = [asMap(wanted), asMap(live)];
  if (!map || !other) {
    if (String(wanted) !== String(live)) yield { path, value: live };
    return;
  }
  for (const [key, value] of Object.entries(map)) yield* differences(value, other[key], below(path, key));
}

function below(path: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

const MOST = 80;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing there';
  const text = JSON.stringify(value);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** Whether two texts are the same amount, however it is written: `1000m` and `1`. */
export function isSameAmount(one: string, other: string): boolean {
  const amount = parseQuantity(one)?.nanos;
  return amount !== undefined && amount === parseQuantity(other)?.nanos;
}
