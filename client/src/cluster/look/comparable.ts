import { maskSecrets } from './mask.ts';

export type Json = Record<string, unknown>;

const SET_BY_SERVER = [
  'managedFields',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
];
const BOOKKEEPING =
  /^(?:kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/revision|deprecated\.daemonset\.template\.generation|pv\.kubernetes\.io\/bind-completed|pv\.kubernetes\.io\/bound-by-controller)$/;

/** A copy of an object without its status and what the API server or a controller writes into its metadata. */
export function withoutServerFields(object: unknown): Json {
  const { status: _, ...copy } = structuredClone(object) as Json;
  const metadata = asMap(copy['metadata']);
  if (!metadata) return copy;
  for (const field of SET_BY_SERVER) delete metadata[field];
  const annotations = asMap(metadata['annotations']);
  if (annotations) {
    const own = Object.entries(annotations).filter(([key]) => !BOOKKEEPING.test(key));
    if (own.length > 0) metadata['annotations'] = Object.fromEntries(own);
    else delete metadata['annotations'];
  }
  return copy;
}

/** Masks two objects in the same way: equal values have the same number, so that a diff shows which differ and not what they are. */
export function maskBoth(left: Json | undefined, right: Json | undefined): readonly (Json | undefined)[] {
  const numbers = new Map<string, number>();
  const hide = (value: unknown, field: string): string => {
    const text = field === 'stringData' ? toBase64(value) : String(value).replaceAll(/\s/g, '');
    let number = numbers.get(text);
    if (number === undefined) numbers.set(text, (number = numbers.size + 1));
    return `(hidden value ${number})`;
  };
  return [left, right].map((object) => object && maskSecrets(withData(object), hide));
}

/** `stringData` is written only: the server keeps it as `data`. */
export function withData(secret: Json): Json {
  const { stringData, ...rest } = secret;
  const texts = asMap(stringData);
  if (secret['kind'] !== 'Secret' || !texts) return secret;
  const added = Object.entries(texts).map(([key, value]): [string, unknown] => [key, toBase64(value)]);
  return { ...rest, data: { ...asMap(rest['data']), ...Object.fromEntries(added) } };
}

function toBase64(value: unknown): string {
  return Buffer.from(String(value)).toString('base64');
}

export function asMap(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

const TOKEN_VOLUME = /^kube-api-access-/;

/** The token volume that the API server adds to every Pod says nothing. Changes the object. */
export function withoutToken(object: Json): Json {
  const spec = object['kind'] === 'Pod' ? asMap(object['spec']) : undefined;
  if (!spec) return object;
  for (const holder of [spec, ...['containers', 'initContainers'].flatMap((list) => mapsIn(spec[list]))]) {
    for (const field of ['volumes', 'volumeMounts']) {
      if (Array.isArray(holder[field])) holder[field] = (holder[field] as unknown[]).filter(isNoToken);
    }
  }
  return object;
}

function isNoToken(one: unknown): boolean {
  return !TOKEN_VOLUME.test(String(asMap(one)?.['name']));
}

/** The objects in a list; none where it is no list. */
export function mapsIn(list: unknown): readonly Json[] {
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).map(asMap).filter((one) => one !== undefined);
}
