import type { Field } from '../../../../../server/src/core/manifest/field.ts';

/** What a path leads to. */
export interface Located {
  /** The field, or the nearest one above it that is written. */
  readonly field: Field;
  /** Whether the field itself is written. */
  readonly isExact: boolean;
}

/**
 * Follows a path as the API server writes it: `spec.ports[0].port` in causes of a refusal, `.spec.ports[port=80,protocol="TCP"]` in
 * conflicts (https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts). Keys may have dots in them, so the longest key
 * that is written at a place counts.
 */
export function fieldAt(root: Field, path: string): Located {
  let field = root;
  let rest = path.replace(/^\$?\./, '');
  while (rest !== '') {
    const step = rest.startsWith('[') ? intoBrackets(field, rest) : intoKey(field, rest);
    if (!step?.field.node) return { field, isExact: false };
    ({ field, rest } = step);
  }
  return { field, isExact: true };
}

interface Step {
  readonly field: Field;
  readonly rest: string;
}

function intoKey(field: Field, path: string): Step | undefined {
  const keys = field.entries().map(({ key }) => String(key));
  const found = keys
    .filter((key) => path.startsWith(key) && /^(?:$|[.[])/.test(path.slice(key.length)))
    .toSorted((a, b) => b.length - a.length)[0];
  if (found === undefined || found === '') return undefined;
  return { field: field.at(found), rest: path.slice(found.length).replace(/^\./, '') };
}

/** `[0]`, `[app.kubernetes.io/name]`, `["key"]`, `[name="web",protocol="TCP"]`, or `[="value"]` in a set. */
function intoBrackets(field: Field, path: string): Step | undefined {
  const [all, inner = ''] = BRACKETS.exec(path) ?? [];
  if (all === undefined) return undefined;
  const rest = path.slice(all.length).replace(/^\./, '');
  if (field.isMap) return { field: field.at(unquoted(inner)), rest };
  if (/^\d+$/.test(inner)) return { field: field.at(Number(inner)), rest };
  const wanted = [...inner.matchAll(PAIRS)].map(
    ([, key = '', value = '']) => [key, unquoted(value)] as const,
  );
  const item = field.items().find((one) =>
    wanted.every(([key, value]) => {
      const written = key === '' ? one.written : one.at(key).written;
      return written === value || (written === undefined && KEY_DEFAULTS[key] === value);
    }),
  );
  return wanted.length > 0 && item ? { field: item, rest } : undefined;
}

const BRACKETS = /^\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]/;
const PAIRS = /([\w-]*)=("(?:[^"\\]|\\.)*"|[^,]*)/g;
/** Keys of lists that a manifest may leave out (`x-kubernetes-list-map-keys` with a default). */
const KEY_DEFAULTS: Readonly<Record<string, string>> = { protocol: 'TCP' };

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
