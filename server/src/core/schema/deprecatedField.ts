import type { FieldSchema } from './schema.ts';

const known = new WeakMap<FieldSchema, boolean>();

/** Whether the description of a field calls the field itself deprecated, not one of its values or something else. */
export function isDeprecated(field: FieldSchema): boolean {
  let is = known.get(field);
  if (is === undefined) known.set(field, (is = DEPRECATED.test(field.description ?? '')));
  return is;
}

const DEPRECATED = /(?:^|[\s.])Deprecated[:.]\s|\bThis field is deprecated\b/;
