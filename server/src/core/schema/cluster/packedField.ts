import type { OpenApi } from '../openApi.ts';
import { list, object } from '../openApi.ts';
import { LETTERS } from '../pack.ts';
import { isBuiltIn, nameOfRef } from './names.ts';

type Fallback = string | number | boolean | undefined;

/** Types that are no objects, by the end of their names: what the API server reads there is said nowhere else. */
const SCALARS: readonly (readonly [RegExp, OpenApi])[] = [
  [/\.api\.resource\.Quantity$/, { type: 'string', format: 'quantity' }],
  [/\.util\.intstr\.IntOrString$/, { 'x-kubernetes-int-or-string': true }],
];

/** A schema as it is meant: quantities and the like are said by their names. */
export function normalized(name: string, schema: unknown): unknown {
  return SCALARS.find(([pattern]) => pattern.test(name))?.[1] ?? schema;
}

/** The type of a field as the pack writes it, and its default if that says anything. */
export function packedField(
  source: OpenApi,
  schemas: OpenApi,
  nameOf: (name: string) => string,
): [type: string, fallback: Fallback] {
  const fallback = source['default'];
  const isMeant = fallback !== '' && fallback !== 0 && fallback !== false && isScalar(fallback);
  return [packedType(source, schemas, nameOf), isMeant ? fallback : undefined];
}

function packedType(source: OpenApi, schemas: OpenApi, nameOf: (name: string) => string): string {
  const first = object(list(source['allOf'])?.[0]);
  const reference = source['$ref'] ?? first?.['$ref'];
  if (typeof reference === 'string') {
    const name = nameOfRef(reference);
    const target = object(normalized(name, schemas[name]));
    if (target?.['properties']) return isBuiltIn(name) ? `@${nameOf(name)}` : LETTERS.any;
    // Of a type that says nothing of its fields, no more is known.
    return target === undefined || target['type'] === 'object' ? LETTERS.any : scalar(target);
  }
  const inner = (value: unknown): string => packedType(object(value) ?? {}, schemas, nameOf);
  if (source['type'] === 'array') return `[${inner(source['items'])}`;
  if (source['type'] !== 'object') return scalar(source);
  return object(source['additionalProperties']) ? `{${inner(source['additionalProperties'])}` : LETTERS.any;
}

function scalar(source: OpenApi): string {
  const { type, format, enum: values } = source;
  if (source['x-kubernetes-int-or-string'] === true) return LETTERS.intOrString;
  if (format === 'quantity') return LETTERS.quantity;
  const letter = SCALAR_LETTERS.get(type);
  if (letter === undefined) return LETTERS.any;
  const allowed = list(values)?.filter((one) => typeof one === 'string') ?? [];
  return (
    letter +
    (typeof format === 'string' ? `:${format}` : '') +
    (allowed.length > 0 ? `=${allowed.join('|')}` : '')
  );
}

const SCALAR_LETTERS: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  ['string', LETTERS.string],
  ['integer', LETTERS.integer],
  ['number', LETTERS.number],
  ['boolean', LETTERS.boolean],
]);

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
