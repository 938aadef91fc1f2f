import type { Limits, ListRule, FieldSchema, ScalarValue, Schema, SchemaType, Conditions } from './schema.ts';
import { ANYTHING } from './schema.ts';

/** A JSON object of an OpenAPI v3 schema. Manifests and clusters give it, so nothing in it is taken for granted. */
export type OpenApi = Readonly<Record<string, unknown>>;

/** What `$ref` stands for; `undefined` for what is not known. */
export type Resolve = (name: string) => Schema | undefined;

/**
 * Reads a structural schema (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema).
 * Parts are read when they are asked for, so that schemas may contain themselves.
 */
export function readOpenApi(value: unknown, resolve: Resolve, name?: string): Schema {
  const source = object(value);
  if (!source) return ANYTHING;
  const reference = text(source['$ref']) ?? text(object(list(source['allOf'])?.[0])?.['$ref']);
  if (reference !== undefined && !source['properties']) return resolve(reference) ?? ANYTHING;
  return new OpenApiSchema(source, resolve, name);
}

class OpenApiSchema implements Schema {
  readonly type: SchemaType;
  readonly name: string | undefined;
  readonly #source: OpenApi;
  readonly #resolve: Resolve;
  #fields: ReadonlyMap<string, FieldSchema> | undefined;
  #required: readonly FieldSchema[] | undefined;
  #items: Schema | undefined;
  #values: Schema | undefined;
  #limits: Limits | undefined;

  constructor(source: OpenApi, resolve: Resolve, name: string | undefined) {
    this.#source = source;
    this.#resolve = resolve;
    this.name = name;
    this.type = typeOf(source);
  }

  get description(): string | undefined {
    return text(this.#source['description']);
  }

  get format(): string | undefined {
    return text(this.#source['format']);
  }

  get enum(): readonly ScalarValue[] | undefined {
    const values = list(this.#source['enum']);
    return values?.length && values.every(isScalar) ? values : undefined;
  }

  get nullable(): boolean {
    return this.#source['nullable'] === true;
  }

  get open(): boolean {
    const { type } = this;
    if (this.#source['x-kubernetes-preserve-unknown-fields'] === true) return true;
    // An object without any declared field keeps nothing; a schema from elsewhere than a CRD may leave the fields open.
    return type === 'object' && this.#source['additionalProperties'] === true;
  }

  get embedded(): boolean {
    return this.#source['x-kubernetes-embedded-resource'] === true;
  }

  get fields(): ReadonlyMap<string, FieldSchema> | undefined {
    if (this.type !== 'object') return undefined;
    return (this.#fields ??= this.#readFields());
  }

  get required(): readonly FieldSchema[] | undefined {
    return (this.#required ??= [...(this.fields?.values() ?? [])].filter((field) => field.required));
  }

  #readFields(): ReadonlyMap<string, FieldSchema> {
    const required = new Set(list(this.#source['required']));
    const fields = new Map<string, FieldSchema>();
    for (const [name, value] of Object.entries(object(this.#source['properties']) ?? {})) {
      const schema = readOpenApi(value, this.#resolve, this.#nameOf(name));
      const own = object(value);
      fields.set(name, {
        name,
        schema,
        required: required.has(name),
        description: text(own?.['description']) ?? schema.description,
        default: own?.['default'],
      });
    }
    return fields;
  }

  /** Inline types have no names; their field's is the next best: `spec` of Certificate. */
  #nameOf(field: string): string | undefined {
    return this.name === undefined ? undefined : `${this.name}.${field}`;
  }

  get items(): Schema | undefined {
    if (this.type !== 'list') return undefined;
    return (this.#items ??= readOpenApi(this.#source['items'], this.#resolve, this.name));
  }

  get values(): Schema | undefined {
    const values = object(this.#source['additionalProperties']);
    if (this.type !== 'object' || !values) return undefined;
    return (this.#values ??= readOpenApi(values, this.#resolve, this.name));
  }

  get list(): ListRule | undefined {
    const type = this.#source['x-kubernetes-list-type'];
    if (type === 'set' || this.#source['uniqueItems'] === true)
      return { type: 'set', keys: [], enforced: true };
    if (type !== 'map') return undefined;
    const keys = (list(this.#source['x-kubernetes-list-map-keys']) ?? []).filter(
      (key) => typeof key === 'string',
    );
    return { type, keys, enforced: true };
  }

  get limits(): Limits {
    return (this.#limits ??= readLimits(this.#source));
  }

  get conditions(): Conditions | undefined {
    const { allOf, anyOf, oneOf, not } = this.#source;
    if (allOf === undefined && anyOf === undefined && oneOf === undefined && not === undefined)
      return undefined;
    if (this.type === 'intOrString') return undefined; // `anyOf` of the two types
    const parts = { allOf: list(allOf), anyOf: list(anyOf), oneOf: list(oneOf), not };
    return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
  }
}

const TYPES: ReadonlyMap<unknown, SchemaType> = new Map<unknown, SchemaType>([
  ['object', 'object'],
  ['array', 'list'],
  ['string', 'string'],
  ['integer', 'integer'],
  ['number', 'number'],
  ['boolean', 'boolean'],
]);

function typeOf(source: OpenApi): SchemaType {
  if (source['x-kubernetes-int-or-string'] === true || source['format'] === 'int-or-string')
    return 'intOrString';
  if (source['format'] === 'quantity') return 'quantity';
  const type = TYPES.get(source['type']);
  if (type) return type;
  if (source['properties'] !== undefined || object(source['additionalProperties'])) return 'object';
  return source['items'] === undefined ? 'any' : 'list';
}

const LIMITS = [
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;

/** In OpenAPI v3.0 `exclusiveMinimum` is a flag on `minimum`; in JSON schema it is a number. */
function readLimits(source: OpenApi): Limits {
  const limits: Record<string, number | string> = {};
  for (const name of LIMITS) if (typeof source[name] === 'number') limits[name] = source[name];
  const pattern = text(source['pattern']);
  if (pattern !== undefined) limits['pattern'] = pattern;
  for (const [exclusive, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    const value = source[exclusive];
    if (typeof value === 'number') limits[exclusive] = value;
    else if (value === true && limits[inclusive] !== undefined) {
      limits[exclusive] = limits[inclusive];
      delete limits[inclusive];
    }
  }
  return limits;
}

function isScalar(value: unknown): value is ScalarValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

export function object(value: unknown): OpenApi | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as OpenApi)
    : undefined;
}

export function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
