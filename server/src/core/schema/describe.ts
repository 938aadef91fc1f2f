import type { Key } from '../manifest/field.ts';
import type { FieldSchema, Schema } from './schema.ts';

/** What a schema says of one place in an object. */
export interface Described {
  readonly schema: Schema;
  /** The field that leads there; `undefined` for the root, items of lists and entries of maps. */
  readonly field: FieldSchema | undefined;
  /** The object that the field belongs to. */
  readonly owner: Schema | undefined;
}

/**
 * What a place in an object may hold: `describe(schema, ['spec', 'containers', 0, 'image'])`. Steps that are written in the
 * object but not in the schema lead nowhere (`undefined`), those below "anything" to anything.
 */
export function describe(schema: Schema, path: readonly Key[]): Described | undefined {
  let at: Described = { schema, field: undefined, owner: undefined };
  for (const key of path) {
    const next = step(at.schema, key);
    if (!next) return undefined;
    at = next;
  }
  return at;
}

/**
 * The fields that may stand in the object at a place, required ones first, else in the order of the API. In a list this is what
 * its items may hold. Empty for scalars, maps and places that the schema does not have.
 */
export function fieldsAt(schema: Schema, path: readonly Key[]): readonly FieldSchema[] {
  let at = describe(schema, path)?.schema;
  while (at?.type === 'list') at = at.items;
  const fields = [...(at?.fields?.values() ?? [])];
  return [...fields.filter(({ required }) => required), ...fields.filter(({ required }) => !required)];
}

function step(schema: Schema, key: Key): Described | undefined {
  if (schema.type === 'any') return { schema, field: undefined, owner: undefined };
  if (typeof key === 'number') {
    return schema.items && { schema: schema.items, field: undefined, owner: undefined };
  }
  const field = schema.fields?.get(key);
  if (field) return { schema: field.schema, field, owner: schema };
  return schema.values && { schema: schema.values, field: undefined, owner: schema };
}
