import { set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { Value } from '../manifest/render.ts';
import { parseQuantity, quantityText } from '../manifest/quantity.ts';
import { isFilledIn } from '../syntax/names.ts';
import { formProblem } from './formats.ts';
import { matchesPattern } from './pattern.ts';
import type { SchemaFix, SchemaProblem } from './problem.ts';
import { got, oneOf, shorten } from './problem.ts';
import type { Limits, ScalarValue, Schema, SchemaType } from './schema.ts';
import { suggest } from './suggest.ts';

/** What is wrong with a scalar, or with what stands where one is expected. */
export function checkScalar(field: Field, schema: Schema): SchemaProblem | undefined {
  if (isSubstitution(field)) return undefined;
  if (!isOfType(field, schema.type)) return wrongType(field, schema);
  if (schema.type === 'string' && !schema.enum && !schema.format && !schema.forms && !schema.limits)
    return undefined;
  const invalid = (message: string, fixes: readonly SchemaFix[] = []): SchemaProblem => ({
    id: 'invalid-value',
    field,
    message,
    fixes,
  });
  if (schema.type === 'quantity') return quantityProblem(field, schema, invalid);
  if (schema.enum && !isAllowed(field, schema)) return enumProblem(field, schema.enum, invalid);
  const format = formatProblem(field, schema) ?? formsProblem(field, schema);
  if (format !== undefined) return invalid(format);
  const limit = schema.limits && limitProblem(field, schema.limits);
  return limit === undefined ? undefined : invalid(limit);
}

type Invalid = (message: string, fixes?: readonly SchemaFix[]) => SchemaProblem;

/** `${REPLICAS}`, `{{ replicas }}` or `__REPLICAS__` is filled in before the manifest is applied: its type is not known yet. */
function isSubstitution({ string }: Field): boolean {
  // `$(NAME)` within a text may be Kubernetes' own, which fills in text alone.
  return string !== undefined && isFilledIn(string) && (!string.includes('$(') || WHOLE.test(string));
}

const WHOLE = /\$\{|\{\{|^\$\([\w.-]+\)$/;

function isOfType(field: Field, type: SchemaType): boolean {
  const { value } = field;
  switch (type) {
    case 'string':
      return typeof value === 'string' || isHugeNumber(field);
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'intOrString':
      return typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
    case 'quantity':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return true;
  }
}

/** Go cannot hold `1e99999` as a number and reads it as text. */
function isHugeNumber({ value, written = '' }: Field): boolean {
  return typeof value === 'number' && !Number.isFinite(value) && /^[+-]?\d/.test(written);
}

const EXPECTED: Readonly<Record<SchemaType, string>> = {
  object: 'a mapping',
  list: 'a list',
  string: 'text',
  integer: 'a number',
  number: 'a number',
  boolean: 'true or false',
  intOrString: 'a number or text',
  quantity: 'a quantity such as 500m or 1Gi',
  any: 'a value',
};

/** The value is of another type than the schema wants; the fix converts it where it can only mean one thing. */
export function wrongType(field: Field, schema: Schema): SchemaProblem {
  const { value } = field;
  const whole = schema.type === 'integer' && typeof value === 'number';
  const expected = whole ? 'a whole number' : EXPECTED[schema.type];
  const message = `expected ${expected}${describeType(schema)}, got ${got(field)}${advice(field, schema)}`;
  const fixes = conversion(field, schema).map((converted): SchemaFix => ({
    title: `Change to \`${JSON.stringify(converted)}\``,
    safe: true,
    edits: () => set(field, converted),
  }));
  return { id: 'wrong-type', field, message, fixes };
}

/** What to do where the mistake is most likely one of writing. */
function advice({ scalar, string = '' }: Field, { type }: Schema): string {
  if (!scalar) return '';
  if (type === 'string') return ': put it in quotes';
  if (scalar.type !== 'PLAIN') return '';
  if (type === 'list' && /^-\S/.test(string)) return ': put a space behind the dash';
  if (type !== 'object' || !/^[\w./-]+(?::(?!\/\/)\S*)?$/.test(string)) return '';
  return string.includes(':')
    ? `: write \`${string.replace(':', ': ')}\`, with a space behind the colon`
    : `: write \`${string}: \` and a value, if this is a key`;
}

/** The name of an object type helps; scalars have none. */
function describeType({ type, name, items }: Schema): string {
  const shown = type === 'list' ? items?.name : name;
  if (shown === undefined || shown.includes('.')) return '';
  return type === 'list' ? ` of ${shown}` : ` (${shown})`;
}

function conversion(field: Field, schema: Schema): Value[] {
  const { value, scalar } = field;
  if (!scalar || value === null || value === undefined) return [];
  switch (schema.type) {
    case 'string':
      return [field.written ?? String(value)];
    case 'integer':
    case 'number':
      return typeof value === 'string' && NUMBER[schema.type].test(value.trim()) ? [Number(value)] : [];
    case 'boolean': {
      const meant = BOOLEANS.get(String(value).toLowerCase());
      return meant === undefined ? [] : [meant];
    }
    case 'list':
      return schema.items && isOfType(field, schema.items.type) && isScalarType(schema.items.type)
        ? [[value]]
        : [];
    default:
      return [];
  }
}

const NUMBER = { integer: /^-?(?:0|[1-9]\d{0,15})$/, number: /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/ };
const BOOLEANS = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

function isScalarType(type: SchemaType): boolean {
  return type !== 'object' && type !== 'list' && type !== 'any';
}

/** The empty text is Go's way to leave an optional enum out. */
function isAllowed(field: Field, { enum: allowed = [], limits }: Schema): boolean {
  return (field.value === '' && (limits?.minLength ?? 0) === 0) || allowed.some((one) => one === field.value);
}

function enumProblem(field: Field, allowed: readonly ScalarValue[], invalid: Invalid): SchemaProblem {
  const texts = allowed.filter((one) => one !== null && one !== '').map(String);
  const near = suggest(String(field.value), texts);
  const values = near ? [near.word, ...texts.filter((text) => text !== near.word)] : texts;
  const fixes = values.slice(0, 8).map((text): SchemaFix => ({
    title: `Change to \`${text}\``,
    safe: text === near?.word && near.letters === 0,
    edits: () => set(field, allowed.find((one) => String(one) === text) ?? text),
  }));
  const hint = near ? `: did you mean "${near.word}"?` : '';
  return invalid(`expected ${oneOf(texts)}, got ${got(field)}${hint}`, fixes);
}

/** Units that people write and Kubernetes does not know, and what it calls them. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(\d+(?:\.\d+)?)\s*(?:kib|KiB|ki|KI)$/, '$1Ki'],
  [/^(\d+(?:\.\d+)?)\s*(?:mib|MiB|mi|MI)$/, '$1Mi'],
  [/^(\d+(?:\.\d+)?)\s*(?:gib|GiB|gi|GI)$/, '$1Gi'],
  [/^(\d+(?:\.\d+)?)\s*(?:tib|TiB|ti|TI)$/, '$1Ti'],
  [/^(\d+(?:\.\d+)?)\s*(?:kb|KB|K)$/, '$1k'],
  [/^(\d+(?:\.\d+)?)\s*(?:mb|MB)$/, '$1M'],
  [/^(\d+(?:\.\d+)?)\s*(?:gb|GB|g)$/, '$1G'],
  [/^(\d+(?:\.\d+)?)\s*(?:tb|TB|t)$/, '$1T'],
  [/^(\d+(?:\.\d+)?)\s+(\S+)$/, '$1$2'],
  [/^(\d+)mm+$/, '$1m'],
];

function quantityProblem(field: Field, { limits }: Schema, invalid: Invalid): SchemaProblem | undefined {
  const text = quantityText(field) ?? '';
  const quantity = parseQuantity(text);
  if (quantity) {
    const limit = limits && numberProblem(Number(quantity.nanos) / 1e9, limits);
    return limit === undefined ? undefined : invalid(limit);
  }
  const rule = UNITS.find(([pattern]) => pattern.test(text));
  const meant = rule && text.replace(rule[0], rule[1]);
  const fits = meant !== undefined && parseQuantity(meant) !== undefined;
  const hint = fits ? `did you mean "${meant}"?` : 'write a number with a unit, such as 500m, 2 or 1Gi';
  const fixes = fits
    ? [{ title: `Change to \`${meant}\``, safe: false, edits: () => set(field, meant) }]
    : [];
  return invalid(`${got(field)} is not a quantity: ${hint}`, fixes);
}

const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

function formatProblem(field: Field, { format, type }: Schema): string | undefined {
  const { value } = field;
  if (typeof value === 'number') {
    const tooLarge =
      (format === 'int32' || type === 'intOrString') && (value > 2 ** 31 - 1 || value < -(2 ** 31));
    return tooLarge ? `${field.written} is out of range: expected a number of 32 bits` : undefined;
  }
  if (typeof value !== 'string' || (value === '' && format !== 'date-time')) return undefined;
  switch (format) {
    case 'date-time':
      return DATE_TIME.test(value)
        ? undefined
        : `${got(field)} is not a point in time: write it as in 2030-01-31T12:00:00Z`;
    case 'byte':
      return BASE64.test(value.replaceAll(/[\r\n]/g, ''))
        ? undefined
        : `${got(field)} is not base64: encode the value, or set it as text where the kind has a field for that`;
    case 'uuid':
      return UUID.test(value) ? undefined : `${got(field)} is not a UUID`;
    default:
      return undefined;
  }
}

/** What tools fill in before the manifest is applied has no form yet. */
function formsProblem(field: Field, { forms, limits }: Schema): string | undefined {
  const text = field.string;
  if (forms === undefined || text === undefined || isFilledIn(text)) return undefined;
  if (text === '' && (limits?.minLength ?? 0) === 0) return undefined;
  for (const form of forms) {
    const problem = formProblem(text, form);
    if (problem !== undefined) return `${text === '' ? 'nothing' : got(field)} ${problem}`;
  }
  return undefined;
}

/** What is wrong with the key of an entry of a map, if anything. */
export function keyProblem(entry: Field, forms: readonly string[]): SchemaProblem | undefined {
  const key = String(entry.key);
  if (isFilledIn(key)) return undefined;
  for (const form of forms) {
    const problem = formProblem(key, form);
    if (problem === undefined) continue;
    return {
      id: 'invalid-value',
      field: entry,
      span: entry.keySpan,
      message: `"${shorten(key)}" ${problem}`,
      fixes: [],
    };
  }
  return undefined;
}

function limitProblem(field: Field, limits: Limits): string | undefined {
  const { value } = field;
  if (typeof value === 'number') return numberProblem(value, limits);
  if (typeof value !== 'string') return undefined;
  const length = Array.from(value).length;
  const { minLength = 0, maxLength = Infinity, pattern } = limits;
  if (length < minLength) {
    return minLength === 1
      ? 'this text may not be empty'
      : `${length} characters, but at least ${minLength} are needed`;
  }
  if (length > maxLength) return `${length} characters, but at most ${maxLength} are allowed`;
  if (pattern !== undefined && !matchesPattern(pattern, value)) {
    return `${got(field)} does not match the pattern ${shorten(pattern)}`;
  }
  return undefined;
}

function numberProblem(value: number, limits: Limits): string | undefined {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = limits;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = limits;
  if (value < minimum) return `${value} is too small: the least is ${minimum}`;
  if (value > maximum) return `${value} is too large: the most is ${maximum}`;
  if (value <= exclusiveMinimum) return `${value} is too small: it must be more than ${exclusiveMinimum}`;
  if (value >= exclusiveMaximum) return `${value} is too large: it must be less than ${exclusiveMaximum}`;
  if (multipleOf !== undefined && multipleOf > 0 && !Number.isInteger(value / multipleOf)) {
    return `${value} is not a multiple of ${multipleOf}`;
  }
  return undefined;
}
