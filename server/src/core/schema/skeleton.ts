import type { Value } from '../manifest/render.ts';
import { placeholder } from '../manifest/render.ts';
import type { FieldSchema, Schema } from './schema.ts';

/** The least that fits a schema: required fields, with values to be filled in. */
export function skeleton(schema: Schema, name = 'value', depth = 0): Value {
  const [first] = schema.enum ?? [];
  if (first !== undefined && first !== null) return placeholder(first);
  switch (schema.type) {
    case 'object':
      return objectSkeleton(schema, depth);
    case 'list':
      return schema.items && depth < DEEPEST ? [skeleton(schema.items, singular(name), depth + 1)] : [];
    case 'integer':
    case 'number':
    case 'intOrString':
      return placeholder(/port$/i.test(name) ? 8080 : (schema.limits?.minimum ?? 1));
    case 'boolean':
      return placeholder(true);
    case 'quantity':
      return placeholder('1');
    case 'string':
      return placeholder(
        EXAMPLES[name === 'mountPath' ? name : (schema.forms?.[0] ?? schema.format ?? '')] ??
          (schema.forms ? hyphenated(name) : name),
      );
    default:
      return {};
  }
}

/** What to write for a field that has to be there. */
export function fieldSkeleton({ name, schema, default: fallback }: FieldSchema): Value {
  if (typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean') {
    return placeholder(fallback);
  }
  return skeleton(schema, name);
}

/** Text that fits a format. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'date-time': '2030-01-01T00:00:00Z',
  byte: 'dmFsdWU=',
  'ip-address': '10.0.0.1',
  'ip-range': '10.0.0.0/24',
  'absolute-path': '/path',
  mountPath: '/data',
  'container-resource': 'cpu',
  'domain-path': 'example.com/name',
  'limit-type': 'Container',
  'key-usage': 'client auth',
  'container-measure': 'limits.cpu',
};

/** `policyName` is `policy-name`, which may stand wherever names do. */
function hyphenated(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

/** The fields that an object has to have: where it needs one of several, the first of them. */
export function neededFields({ fields, required = [], rules }: Schema): readonly FieldSchema[] {
  const needed = new Map(required.map((field) => [field.name, field]));
  const add = (name: string | undefined): void => {
    const field = fields?.get(name ?? '');
    if (field) needed.set(field.name, field);
  };
  for (const union of rules?.unions ?? []) {
    if (union.needed && !union.names.some((name) => needed.has(name)))
      add(union.names.find((name) => fields?.has(name)));
  }
  for (const { field, values, needs } of rules?.consequences ?? []) {
    const [first] = needed.get(field)?.schema.enum ?? [];
    if (first !== undefined && values.includes(String(first))) add(needs);
  }
  return [...needed.values()];
}

const DEEPEST = 6;

function objectSkeleton(schema: Schema, depth: number): Value {
  if (depth >= DEEPEST) return {};
  return Object.fromEntries(
    neededFields(schema).map(({ name, schema }) => [name, skeleton(schema, name, depth + 1)]),
  );
}

/** A name for one item of a list: `containers` holds a `container`. */
function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}
