import type { Field } from '../manifest/field.ts';
import type { Span, TextEdit } from '../text.ts';

/** What a schema finds wrong with a value. */
export interface SchemaProblem {
  readonly id: SchemaProblemId;
  /** Where it is; the field may be absent. */
  readonly field: Field;
  /** What to underline, if not the field itself. */
  readonly span?: Span | undefined;
  readonly message: string;
  readonly fixes: readonly SchemaFix[];
  /** The field that was meant: that it is missing is the same mistake. */
  readonly meant?: string;
  readonly related?: readonly { readonly field: Field; readonly message: string }[];
}

export type SchemaProblemId =
  | 'unknown-field'
  | 'wrong-type'
  | 'required-field'
  | 'invalid-value'
  | 'duplicate-key'
  | 'unknown-kind'
  | 'server-set-field';

export interface SchemaFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: () => readonly TextEdit[];
}

/** `a, b or c`; long lists are cut off. */
export function oneOf(values: readonly string[]): string {
  const shown = values.length > 12 ? [...values.slice(0, 11), `${values.length - 11} others`] : values;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

/** A value as a message quotes it. */
export function got(field: Field): string {
  if (field.isMap) return 'a mapping';
  if (field.isSeq) return 'a list';
  const { value } = field;
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (typeof value === 'number') return `the number ${field.written}`;
  const { written } = field;
  return written === String(value) ? written : `${written}, which means ${value}`;
}

export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
