import type { FieldRule, TypeRules } from './facts/rules.ts';
import type { FieldSchema, Limits, Schema } from './schema.ts';

/** A field's schema with what the API server asks besides. Types of their own (`@Container`) have rules of their own. */
export function ruled(schema: Schema, name: string, { fields }: TypeRules): Schema {
  const own = fields.get(name);
  if (schema.type === 'list' && schema.items) {
    const rule = fields.get(`${name}[]`);
    return rule && schema.items.type !== 'object'
      ? { ...schema, items: restricted(schema.items, { ...rule, filled: !rule.required || rule.filled }) }
      : schema;
  }
  if (schema.type === 'object' && schema.values) {
    const rule = fields.get(`${name}{}`);
    const keys = fields.get(`${name}{k}`)?.formats;
    const values = rule ? restricted(schema.values, rule) : schema.values;
    return rule || keys ? { ...schema, values, keys } : schema;
  }
  if (schema.fields) {
    const inner = [...fields].flatMap(([key, rule]): [string, FieldRule][] =>
      key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), rule]] : [],
    );
    return inner.length > 0 ? new Stricter(schema, new Map(inner)) : schema;
  }
  if (own && schema.type === 'any') return own.formats.includes('mapping') ? MAPPING : schema;
  return own && schema.type !== 'object' ? restricted(schema, own) : schema;
}

/** A type with fields that have to be there in one place, and not in all. */
class Stricter implements Schema {
  readonly #schema: Schema;
  readonly #rules: ReadonlyMap<string, FieldRule>;
  readonly type: Schema['type'];
  #fields: Schema['fields'];

  constructor(schema: Schema, rules: ReadonlyMap<string, FieldRule>) {
    this.#schema = schema;
    this.#rules = rules;
    this.type = schema.type;
  }

  get name(): Schema['name'] {
    return this.#schema.name;
  }

  get description(): Schema['description'] {
    return this.#schema.description;
  }

  get fields(): Schema['fields'] {
    return (this.#fields ??= new Map(
      [...(this.#schema.fields ?? [])].map(([name, field]) => [name, stricter(field, this.#rules.get(name))]),
    ));
  }

  get required(): Schema['required'] {
    return [...(this.fields?.values() ?? [])].filter(({ required }) => required);
  }

  get elsewhere(): Schema['elsewhere'] {
    return this.#schema.elsewhere;
  }

  get rules(): Schema['rules'] {
    return this.#schema.rules;
  }
}

function stricter(field: FieldSchema, rule: FieldRule | undefined): FieldSchema {
  if (!rule) return field;
  const { name, schema, description, default: fallback, availability, required, filled } = field;
  return {
    name,
    schema: schema.type === 'string' ? restricted(schema, rule) : schema,
    description,
    default: fallback,
    availability,
    required: required || rule.required,
    filled: filled === true || rule.filled,
  };
}

/** A mapping of which no more is known. */
const MAPPING: Schema = { type: 'object', open: true };

function restricted(schema: Schema, rule: FieldRule): Schema {
  const { minimum, maximum, exclusiveMinimum, filled, required } = rule;
  const isText = schema.type === 'string';
  const limits: Limits = {
    ...(minimum === undefined ? {} : { [isText ? 'minLength' : 'minimum']: minimum }),
    ...(maximum === undefined ? {} : { [isText ? 'maxLength' : 'maximum']: maximum }),
    ...(exclusiveMinimum === undefined ? {} : { exclusiveMinimum }),
    ...(filled && !required && isText ? { minLength: 1 } : {}),
  };
  return {
    ...schema,
    ...(rule.values ? { enum: rule.values } : {}),
    ...(rule.formats.length > 0 ? { forms: rule.formats } : {}),
    ...(Object.keys(limits).length > 0 ? { limits: { ...schema.limits, ...limits } } : {}),
  };
}
