import { set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { Span } from '../text.ts';
import type { SchemaProblem } from './problem.ts';
import type { FieldSchema, Schema } from './schema.ts';
import { fieldSkeleton } from './skeleton.ts';

/** A field that has to be there and is not, or has no value. */
export function missingField(field: Field, required: FieldSchema, owner: Schema): SchemaProblem {
  const where = owner.name === undefined ? '' : ` in ${owner.name}`;
  const message = field.pair
    ? `the required field "${required.name}"${where} has no value`
    : `missing required field "${required.name}"${where}`;
  const value = fieldSkeleton(required);
  return {
    id: 'required-field',
    field,
    span: field.pair ? field.keySpan : placeOf(field.parent),
    message,
    fixes: [{ title: `Add \`${required.name}\``, safe: false, edits: () => set(field, value) }],
  };
}

/** An entry of a map that has no value and needs one. */
export function noValue(entry: Field): SchemaProblem {
  const message = `"${entry.key}" has no value: write one, or remove it`;
  return { id: 'required-field', field: entry, span: entry.keySpan, message, fixes: [] };
}

/** Where the reader looks for what is not there: the name of the item or object, else the key that lacks the child. */
export function placeOf(owner: Field | undefined): Span | undefined {
  if (!owner) return undefined;
  if (typeof owner.key === 'number') {
    const name = owner.at('name');
    const [first] = owner.entries();
    return name.scalar ? name.span : (first?.keySpan ?? owner.span);
  }
  if (owner.pair) return owner.keySpan;
  const name = owner.at('metadata', 'name');
  return name.scalar ? name.span : owner.at('kind').span;
}
