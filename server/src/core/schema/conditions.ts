import { matchesPattern } from './pattern.ts';
import type { Conditions } from './schema.ts';
import { list, object } from './openApi.ts';

/** What is wrong with a value as a whole, in words; `undefined` if nothing, or if it cannot be told. */
export function brokenCondition(
  value: unknown,
  { allOf, anyOf, oneOf, not }: Conditions,
): string | undefined {
  for (const part of allOf ?? []) if (fits(value, part) === false) return describe(part);
  if (anyOf) {
    const results = anyOf.map((part) => fits(value, part));
    if (results.every((result) => result === false)) return alternatives(anyOf, 'at least one');
  }
  if (oneOf) {
    const results = oneOf.map((part) => fits(value, part));
    if (!results.includes(undefined) && results.filter((result) => result === true).length !== 1) {
      return alternatives(oneOf, 'exactly one');
    }
  }
  if (not !== undefined && fits(value, not) === true) return negated(not);
  return undefined;
}

function alternatives(parts: readonly unknown[], count: string): string {
  const fields = parts.map(onlyRequired);
  if (fields.every((names) => names !== undefined)) {
    const names = fields.map((one) => one.map((name) => `"${name}"`).join(' with '));
    return `set ${count} of ${names.join(', ')}`;
  }
  return 'this value fits none of the shapes that are allowed here';
}

function describe(part: unknown): string {
  const schema = object(part) ?? {};
  const required = onlyRequired(part);
  if (required) return `set ${required.map((name) => `"${name}"`).join(' and ')}`;
  return alternatives(list(schema['anyOf']) ?? list(schema['oneOf']) ?? [{}], 'one');
}

function negated(not: unknown): string {
  const required = onlyRequired(not);
  if (required) return `${required.map((name) => `"${name}"`).join(' and ')} may not be set together here`;
  const parts = list(object(not)?.['anyOf'])?.map(onlyRequired);
  if (parts?.every((names) => names !== undefined)) {
    return `none of ${parts.map((names) => `"${names.join('" with "')}"`).join(', ')} may be set here`;
  }
  return 'this value is one that is not allowed here';
}

/** The names in `{ required: [...] }`, if a schema says nothing else. */
function onlyRequired(part: unknown): string[] | undefined {
  const schema = object(part);
  const names = list(schema?.['required'])?.filter((name) => typeof name === 'string');
  if (!schema || !names || names.length === 0) return undefined;
  return Object.keys(schema).every((key) => key === 'required' || key === 'properties') ? names : undefined;
}

/** Whether plain data fits the value restrictions of a schema. `undefined`: it cannot be told. */
function fits(value: unknown, part: unknown): boolean | undefined {
  const schema = object(part);
  if (!schema) return true;
  if (schema['$ref'] !== undefined) return undefined;
  const results = [...scalarRules(value, schema), ...objectRules(value, schema), ...combined(value, schema)];
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

type Result = boolean | undefined;
type Json = Readonly<Record<string, unknown>>;

function scalarRules(value: unknown, schema: Json): Result[] {
  const results: Result[] = [];
  const number = (key: string): number | undefined =>
    typeof schema[key] === 'number' ? schema[key] : undefined;
  if (typeof schema['type'] === 'string') results.push(isOfType(value, schema['type']));
  const values = list(schema['enum']);
  if (values) results.push(values.some((one) => JSON.stringify(one) === JSON.stringify(value)));
  if (typeof value === 'string') {
    if (typeof schema['pattern'] === 'string') results.push(matchesPattern(schema['pattern'], value));
    results.push(
      value.length >= (number('minLength') ?? 0),
      value.length <= (number('maxLength') ?? Infinity),
    );
    if (schema['format'] !== undefined) results.push(undefined);
  }
  if (typeof value === 'number') {
    const minimum = number('minimum') ?? -Infinity;
    const maximum = number('maximum') ?? Infinity;
    results.push(schema['exclusiveMinimum'] === true ? value > minimum : value >= minimum);
    results.push(schema['exclusiveMaximum'] === true ? value < maximum : value <= maximum);
  }
  if (Array.isArray(value)) {
    results.push(value.length >= (number('minItems') ?? 0), value.length <= (number('maxItems') ?? Infinity));
    if (schema['items'] !== undefined) results.push(...value.map((item) => fits(item, schema['items'])));
  }
  return results;
}

function objectRules(value: unknown, schema: Json): Result[] {
  const given = object(value);
  if (!given) return [];
  const isSet = (name: unknown): boolean => given[String(name)] !== undefined && given[String(name)] !== null;
  const results: Result[] = (list(schema['required']) ?? []).map(isSet);
  for (const [name, part] of Object.entries(object(schema['properties']) ?? {})) {
    if (isSet(name)) results.push(fits(given[name], part));
  }
  const count = Object.keys(given).length;
  if (typeof schema['minProperties'] === 'number') results.push(count >= schema['minProperties']);
  if (typeof schema['maxProperties'] === 'number') results.push(count <= schema['maxProperties']);
  return results;
}

function combined(value: unknown, schema: Json): Result[] {
  const results: Result[] = [];
  const each = (key: string): Result[] | undefined => list(schema[key])?.map((part) => fits(value, part));
  results.push(...(each('allOf') ?? []));
  const any = each('anyOf');
  if (any) results.push(any.includes(true) ? true : any.includes(undefined) ? undefined : false);
  const one = each('oneOf');
  if (one) results.push(one.includes(undefined) ? undefined : one.filter(Boolean).length === 1);
  if (schema['not'] !== undefined) {
    const inner = fits(value, schema['not']);
    results.push(inner === undefined ? undefined : !inner);
  }
  return results;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'object') return object(value) !== undefined;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
