type Json = Record<string, unknown>;

/** What stands for a value that is not shown. */
export const MASK = '(hidden)';
/** Annotations that hold a copy of the object as somebody applied it: kubectl, Rancher, kapp, Banzai's operators. */
const COPIES = /last-applied|^objectset\.rio\.cattle\.io\/applied$|^kapp\.k14s\.io\/original$/;

/** Gives what is shown instead of a secret value. */
export type Hide = (value: unknown, field: 'data' | 'stringData' | 'copy') => string;

/**
 * A copy without the values of Secrets, wherever they stand: the object itself, items of a list, manifests within another object, and
 * the copies that tools keep in annotations. The keys stay.
 */
export function maskSecrets<T>(object: T, hide: Hide = () => MASK): T {
  return masked(object, undefined, hide) as T;
}

function masked(value: unknown, kind: unknown, hide: Hide): unknown {
  if (Array.isArray(value)) return value.map((one) => masked(one, kind, hide));
  if (!isMap(value)) return value;
  // Items of a SecretList need not say what they are.
  const own = value['kind'] ?? kind;
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => {
    if (own === 'Secret' && (key === 'data' || key === 'stringData')) {
      return [key, isMap(one) ? hideAll(one, (each) => hide(each, key)) : one && hide(one, key)];
    }
    if (key === 'annotations' && isMap(one)) return [key, maskCopies(one, own === 'Secret', hide)];
    // Metadata is part of the object: its annotations are judged as the object's.
    if (key === 'metadata') return [key, masked(one, own === 'Secret' ? 'Secret' : undefined, hide)];
    return [key, masked(one, key === 'items' && own === 'SecretList' ? 'Secret' : undefined, hide)];
  });
  return Object.fromEntries(entries);
}

function maskCopies(annotations: Json, isSecret: boolean, hide: Hide): Json {
  return Object.fromEntries(
    Object.entries(annotations).map(([key, text]) => {
      const hides = isSecret ? COPIES.test(key) : COPIES.test(key) && holdsSecret(text);
      return [key, hides ? hide(text, 'copy') : text];
    }),
  );
}

/** Whether a text is or may be an object with a Secret in it. */
function holdsSecret(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  try {
    const object: unknown = JSON.parse(text);
    return JSON.stringify(maskSecrets(object)) !== JSON.stringify(object);
  } catch {
    return true; // packed, or no JSON: nobody knows
  }
}

function hideAll(values: Json, hide: (value: unknown) => string): Json {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, hide(value)]));
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
