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
      return placeholder(schema.limits?.minimum ?? 1);
    case 'boolean':
      return placeholder(true);
    case 'quantity':
      return placeholder('1');
    case 'string':
      return placeholder(EXAMPLES[schema.format ?? ''] ?? name);
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
const EXAMPLES: Readonly<Record<string, string>> = { 'date-time': '2030-01-01T00:00:00Z', byte: 'dmFsdWU=' };

const DEEPEST = 6;

function objectSkeleton({ required = [] }: Schema, depth: number): Value {
  if (depth >= DEEPEST) return {};
  return Object.fromEntries(required.map(({ name, schema }) => [name, skeleton(schema, name, depth + 1)]));
}

/** A name for one item of a list: `containers` holds a `container`. */
function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/([^s])s$/, '$1');
}
