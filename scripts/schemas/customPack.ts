import type { CustomPack } from '../../server/src/core/schema/pack.ts';
import type { Described } from './interfaces.ts';
import { readDescriptions } from './interfaces.ts';
import type { CompiledSchema } from './validators.ts';
import { readValidators } from './validators.ts';

/** Reads a `@kubernetes-models/*` package of custom resources into OpenAPI definitions. */
export function readCustomPack(folder: string): CustomPack {
  const reader = new Reader(readValidators(folder), readDescriptions(folder));
  const kinds: Record<string, string> = {};
  const definitions: Record<string, Record<string, unknown>> = {};
  for (const [id, schema] of reader.schemas) {
    definitions[id] = reader.convert(schema, reader.descriptions.get(id));
    const apiVersion = schema.properties?.['apiVersion']?.enum?.[0];
    const kind = schema.properties?.['kind']?.enum?.[0];
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind.endsWith('List')) continue;
    kinds[`${apiVersion}/${kind}`] = id;
  }
  amend(kinds, definitions);
  return { kinds, definitions: reachable(kinds, definitions) };
}

/** Puts right what the generator of these packages gets wrong. */
function amend(kinds: Record<string, string>, definitions: Record<string, Record<string, unknown>>): void {
  const text = JSON.stringify(reachable(kinds, definitions)); // without lists
  for (const [kind, id] of Object.entries(kinds)) {
    const definition = definitions[id];
    const properties = definition?.['properties'] as Record<string, unknown> | undefined;
    if (!definition || !properties) continue;
    // A definition of a kind of which nothing is said takes anything.
    if (Object.keys(properties).every((name) => TYPE_META.has(name)))
      definition['x-kubernetes-preserve-unknown-fields'] = true;
    // What others hold is no kind of its own, and may leave out what it is.
    if (!text.includes(`{"$ref":"${id}"}`) && !text.includes(`,"$ref":"${id}"}`)) continue;
    delete kinds[kind];
    delete definition['required'];
    for (const name of ['apiVersion', 'kind']) properties[name] = { type: 'string' };
  }
  for (const [id, definition] of Object.entries(definitions))
    if (INLINES_CORE.test(id)) definition['x-kubernetes-preserve-unknown-fields'] = true;
}

const TYPE_META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'description']);

/** Go structs that inline one of Kubernetes' own, of which nothing is left in the packages. */
const INLINES_CORE = /MonitoringV1TopologySpreadConstraint$/;

const VALUE_KEYWORDS = [
  'type',
  'format',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;

class Reader {
  readonly schemas: ReadonlyMap<string, CompiledSchema>;
  readonly descriptions: ReadonlyMap<string, Described>;

  constructor(schemas: ReadonlyMap<string, CompiledSchema>, descriptions: ReadonlyMap<string, Described>) {
    this.schemas = schemas;
    this.descriptions = descriptions;
  }

  convert(schema: CompiledSchema, described: Described | undefined): Record<string, unknown> {
    const { flat, from } = this.#flatten(schema, 0);
    const docs = new Map(from.flatMap((id) => [...(this.descriptions.get(id)?.fields ?? [])]));
    for (const [name, field] of described?.fields ?? []) docs.set(name, field);
    const result: Record<string, unknown> = {};
    if (described?.description !== undefined) result['description'] = described.description;
    if (flat.$ref !== undefined && flat.type === undefined)
      return { ...result, ...this.#reference(flat.$ref) };
    for (const keyword of VALUE_KEYWORDS) if (flat[keyword] !== undefined) result[keyword] = flat[keyword];
    if (flat.required) result['required'] = flat.required;
    if (flat.properties) {
      const properties: Record<string, unknown> = {};
      for (const [name, field] of Object.entries(flat.properties))
        properties[name] = this.convert(field, docs.get(name));
      // The generator of these packages loses fields of this name.
      properties['description'] ??= {};
      result['properties'] = properties;
    } else if (flat.type === 'object' && flat.additionalProperties === undefined) {
      result['x-kubernetes-preserve-unknown-fields'] = true;
    }
    if (flat.items) result['items'] = this.convert(flat.items, described);
    if (flat.additionalProperties)
      result['additionalProperties'] = this.convert(flat.additionalProperties, described);
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const parts = flat[keyword];
      if (parts) result[keyword] = parts.map((part) => this.#condition(part));
    }
    if (flat.not) result['not'] = this.#condition(flat.not);
    return result;
  }

  #reference(id: string): Record<string, unknown> {
    if (id.endsWith('Quantity')) return { type: 'string', format: 'quantity' };
    if (id.endsWith('IntOrString')) return { 'x-kubernetes-int-or-string': true };
    if (id.endsWith('ObjectMeta')) return { $ref: 'ObjectMeta' };
    return this.schemas.has(id) ? { $ref: id } : { 'x-kubernetes-preserve-unknown-fields': true };
  }

  /** A part of a combination only restricts values; it declares no fields. */
  #condition(schema: CompiledSchema): Record<string, unknown> {
    if (schema.$ref !== undefined) return this.schemas.has(schema.$ref) ? { $ref: schema.$ref } : {};
    const result: Record<string, unknown> = {};
    for (const keyword of [...VALUE_KEYWORDS, 'required'] as const) {
      if (schema[keyword] !== undefined) result[keyword] = schema[keyword];
    }
    if (schema.properties) {
      result['properties'] = Object.fromEntries(
        Object.entries(schema.properties).map(([name, field]) => [name, this.#condition(field)]),
      );
    }
    if (schema.items) result['items'] = this.#condition(schema.items);
    for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
      const parts = schema[keyword];
      if (parts) result[keyword] = parts.map((part) => this.#condition(part));
    }
    if (schema.not) result['not'] = this.#condition(schema.not);
    return result;
  }

  /** Embedded Go structs come as `allOf`. Their fields are put together, or each part would call the others' unknown. */
  #flatten(schema: CompiledSchema, depth: number): { flat: CompiledSchema; from: string[] } {
    if (!schema.allOf || depth > 6) return { flat: schema, from: [] };
    const parts = schema.allOf.map((part) => {
      const target = part.$ref === undefined ? part : (this.schemas.get(part.$ref) ?? {});
      const { flat, from } = this.#flatten(target, depth + 1);
      return { flat, from: part.$ref === undefined ? from : [part.$ref, ...from] };
    });
    const { allOf: _, ...own } = schema;
    const structs = parts.filter(({ flat }) => flat.properties !== undefined || flat.type === 'object');
    if (structs.length === 0) {
      // An alias of a scalar type, such as a duration.
      return { flat: Object.assign({}, ...parts.map(({ flat }) => flat), own) as CompiledSchema, from: [] };
    }
    const properties = Object.assign({}, ...structs.map(({ flat }) => flat.properties), own.properties);
    const required = [
      ...new Set([...(own.required ?? []), ...structs.flatMap(({ flat }) => flat.required ?? [])]),
    ];
    const flat: CompiledSchema = { ...own, type: 'object', properties };
    if (required.length > 0) flat.required = required;
    return { flat, from: structs.flatMap(({ from }) => from) };
  }
}

/** Leaves out what no kind refers to, such as embedded structs after they were flattened. */
function reachable(
  kinds: Readonly<Record<string, string>>,
  definitions: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const visit = (id: string): void => {
    const definition = definitions[id];
    if (definition === undefined || id in kept) return;
    kept[id] = definition;
    for (const [, name = ''] of JSON.stringify(definition).matchAll(/"\$ref":"([^"]+)"/g)) visit(name);
  };
  for (const id of Object.values(kinds)) visit(id);
  return kept;
}
