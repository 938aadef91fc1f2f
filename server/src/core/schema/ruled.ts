import type { FieldRule, TypeRules } from './facts/rules.ts';
import type { FieldSchema, Limits, Schema } from './schema.ts';

/** A field's schema with what the API server asks besides. Types of their own (`@Container`) have rules of their own. */
export function ruled(schema: Schema, name: string, { fields }: TypeRules): Schema {
  const own = fields.get(name);
  if (schema.type === 'list' && schema.items) {
    const rule = fields.get(`${name}[]`);
    return rule ? { ...schema, items: restricted(schema.items, { ...rule, filled: true }) } : schema;
  }
  if (schema.type === 'object' && schema.values) {
    const rule = fields.get(`${name}{}`);
    return rule ? { ...schema, values: restricted(schema.values, rule) } : schema;
  }
  if (schema.fields) {
    const needed = [...fields.keys()]
      .filter((key) => key.startsWith(`${name}.`))
      .map((key) => key.slice(name.length + 1));
    return needed.length > 0 ? new Stricter(schema, needed) : schema;
  }
  if (own && schema.type === 'any') return own.formats.includes('mapping') ? MAPPING : schema;
  return own && schema.type !== 'object' ? restricted(schema, own) : schema;
}

/** A type with fields that have to be there in one place, and not in all. */
class Stricter implements Schema {
  readonly #schema: Schema;
  readonly #needed: readonly string[];
  readonly type: Schema['type'];
  #fields: Schema['fields'];

  constructor(schema: Schema, needed: readonly string[]) {
    this.#schema = schema;
    this.#needed = needed;
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
      [...(this.#schema.fields ?? [])].map(([name, field]) => [
        name,
        this.#needed.includes(name) ? stricter(field) : field,
      ]),
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

function stricter({ name, schema, description, default: fallback, availability }: FieldSchema): FieldSchema {
  return { name, schema, description, default: fallback, availability, required: true, filled: true };
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
