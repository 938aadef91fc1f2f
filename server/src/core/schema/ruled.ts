import type { FieldRule, TypeRules } from './facts/rules.ts';
import type { Limits, Schema } from './schema.ts';

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
  if (own && schema.type === 'any') return own.formats.includes('mapping') ? MAPPING : schema;
  return own && schema.type !== 'object' ? restricted(schema, own) : schema;
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
