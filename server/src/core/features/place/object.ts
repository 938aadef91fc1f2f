import type { Key } from '../../manifest/field.ts';
import type { Described } from '../../schema/describe.ts';
import { describe } from '../../schema/describe.ts';
import type { SchemaPlace, SchemaProvider } from '../../schema/provider.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Place } from './place.ts';

/** The Kubernetes object that a place lies in, as far as it says what it is. */
export interface PlacedObject {
  /** '' where it is not written yet. */
  readonly apiVersion: string;
  readonly kind: string;
  /** How many steps of the path lead to the object: 0, or 2 for an item of a List. */
  readonly depth: number;
}

/** `own`: the key at the offset is one that stands there, not one that is being typed. */
export function objectAt({ path, role, entries }: Place, own = false): PlacedObject {
  const read = (depth: number): PlacedObject => {
    const fields = entries(depth, own);
    return { apiVersion: fields.get('apiVersion') ?? '', kind: fields.get('kind') ?? '', depth };
  };
  const root = read(0);
  const isInItem = root.kind.endsWith('List') && path[0] === 'items' && typeof path[1] === 'number';
  if (!isInItem || (path.length === 2 && role === 'value')) return root;
  const item = read(2);
  if (root.kind === 'List' || item.kind !== '') return item;
  return { apiVersion: root.apiVersion, kind: root.kind.slice(0, -4), depth: 2 };
}

/** The schema of the object; the only kind of that name if no apiVersion is written yet. */
export function objectSchema(
  { apiVersion, kind }: PlacedObject,
  schemas: SchemaProvider,
  place: SchemaPlace,
): Schema | undefined {
  if (kind === '') return undefined;
  const known = apiVersion === '' ? schemas.builtIn(place.version)?.apiVersionsOf(kind)[0] : apiVersion;
  if (known === undefined) return undefined;
  const slash = known.indexOf('/');
  const group = slash < 0 ? '' : known.slice(0, slash);
  return schemas.get({ group, version: known.slice(slash + 1), kind }, place);
}

/** What the schema says of a path from the document's root. */
export function describePath(
  path: readonly Key[],
  object: PlacedObject,
  schemas: SchemaProvider,
  place: SchemaPlace,
): Described | undefined {
  const schema = objectSchema(object, schemas, place);
  return schema && describe(schema, path.slice(object.depth));
}
