import type { Field } from '../manifest/field.ts';
import type { Consequence, Union } from './facts/rules.ts';
import type { Relation } from './relations.ts';
import type { SchemaProblem } from './problem.ts';
import { oneOf } from './problem.ts';
import { missingField, placeOf } from './requiredField.ts';
import type { Schema } from './schema.ts';

/** What is wrong with the fields of an object together. What is misspelt (`others`) may be the one that is missing. */
export function unionProblems(owner: Field, schema: Schema, others: boolean): SchemaProblem[] {
  const { unions = [], consequences = [], alone = [], relation } = schema.rules ?? {};
  return [
    ...(relation ? relationProblems(owner, relation) : []),
    ...unions.flatMap((union) => unionProblem(owner, schema, union, others)),
    ...consequences.flatMap((one) => consequenceProblem(owner, schema, one, others)),
    ...alone.flatMap((name) => aloneProblem(owner.at(name))),
  ];
}

function relationProblems(owner: Field, relation: Relation): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  relation(owner, (field, message, id = 'invalid-value') => {
    const span = field.exists ? undefined : (field.keySpan ?? owner.keySpan);
    problems.push({ id, field, span, message, fixes: [] });
  });
  return problems;
}

function unionProblem(owner: Field, schema: Schema, union: Union, others: boolean): SchemaProblem[] {
  const names = union.names.filter((name) => schema.fields?.has(name));
  if (names.length === 0) return [];
  const there = names
    .map((name) => owner.at(name))
    .filter((field) => isSet(field) || (union.empty && field.exists));
  const where = schema.name === undefined ? '' : ` in ${schema.name}`;
  if (there.length === 0 && union.needed && !others) {
    const message = `missing ${oneOf(names.map((name) => `"${name}"`))}${where}`;
    return [{ id: 'required-field', field: owner, span: placeOf(owner), message, fixes: [] }];
  }
  if (there.length <= 1 || union.several) return [];
  const [first, ...rest] = there;
  return rest.map((field) => ({
    id: 'invalid-value',
    field: owner,
    span: field.keySpan,
    message: `"${field.key}" may not stand beside "${first?.key}"${where}: keep one of them`,
    fixes: [],
    related: first ? [{ field: first, message: 'the other one' }] : [],
  }));
}

function consequenceProblem(
  owner: Field,
  schema: Schema,
  { field, values, needs, only }: Consequence,
  others: boolean,
): SchemaProblem[] {
  const given = owner.at(field);
  const fallback = schema.fields?.get(field)?.default;
  const value = given.written ?? (typeof fallback === 'string' ? fallback : '');
  const needed = owner.at(needs);
  const known = schema.fields?.get(needs);
  if (!known) return [];
  if (values.includes(value)) return others || isSet(needed) ? [] : [missingField(needed, known, schema)];
  if (!only || !needed.exists || !isAllowed(value, schema.fields?.get(field)?.schema)) return [];
  const message = `"${needs}" may only stand here if "${field}" is ${oneOf(values)}`;
  return [{ id: 'invalid-value', field: needed, span: needed.keySpan, message, fixes: [] }];
}

/** `*` is everything already. That `*` leaves room for `pods/status` is because it stands for no subresource. */
function aloneProblem(list: Field): SchemaProblem[] {
  const items = list.items();
  const other = items.find(
    ({ string }, at) => !/\w\//.test(string ?? '') && (string !== '*' || at !== star(items)),
  );
  if (star(items) < 0 || !other) return [];
  const message = `"*" stands for all of these: leave out ${other.string === '*' ? 'the second one' : 'the others'}`;
  return [{ id: 'invalid-value', field: list, span: other.span, message, fixes: [] }];
}

function star(items: readonly Field[]): number {
  return items.findIndex(({ string }) => string === '*');
}

/** A value that is not allowed is a mistake of its own. */
function isAllowed(value: string, schema: Schema | undefined): boolean {
  return value !== '' && (schema?.enum === undefined || schema.enum.includes(value));
}

/** Go takes an empty text or list for none. */
function isSet(field: Field): boolean {
  return field.exists && field.value !== '' && field.seq?.items.length !== 0;
}
