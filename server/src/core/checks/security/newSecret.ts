import type { Value } from '../../manifest/render.ts';
import type { Resource } from '../../manifest/resource.ts';

/** A Secret beside an object, with its values as text. */
export function newSecret(
  { namespace }: Resource,
  name: string,
  stringData: Readonly<Record<string, string>>,
): Value {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, ...(namespace ? { namespace } : {}) },
    stringData,
  };
}

/** A text as part of the name of an object: `DB_PASSWORD` becomes `db-password`. */
export function partOfName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
