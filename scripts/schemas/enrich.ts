import type { Definition, FieldDefinition, FieldType, Release } from './definitions.ts';
import { mapLeaf } from './definitions.ts';
import type { Described } from './interfaces.ts';
import { readDescriptions } from './interfaces.ts';
import type { CompiledSchema } from './validators.ts';
import { readValidators } from './validators.ts';

/** A definition of the second source. */
interface Model {
  readonly schema: CompiledSchema;
  readonly described: Described | undefined;
}

/** The second source, which knows enums, quantities and the documentation of fields that refer to other definitions. */
export type Models = ReadonlyMap<string, readonly Model[]>;

/** Indexes the definitions of packages by the names that client-node gives them, with and without their group. */
export function readModels(folders: readonly string[]): Models {
  const models = new Map<string, Model[]>();
  for (const folder of folders) {
    const descriptions = readDescriptions(folder);
    for (const [id, schema] of readValidators(folder)) {
      const [group, version, kind] = parseId(id) ?? [];
      if (group === undefined) continue;
      const model = { schema, described: descriptions.get(id) };
      for (const name of [`${version}${kind}`, `${group}${version}${kind}`]) {
        models.set(name, [...(models.get(name) ?? []), model]);
      }
    }
  }
  return models;
}

const IDS = [
  /^IoK8sApi([A-Z][a-z]+)(V\d+(?:(?:alpha|beta)\d+)?)(.+)$/,
  /^IoK8sApimachineryPkgApis(Meta)(V1)(.+)$/,
  /^IoK8sApiextensionsApiserverPkgApis(Apiextensions)(V1)(.+)$/,
  /^IoK8sKubeAggregatorPkgApis(Apiregistration)(V1)(.+)$/,
];

function parseId(id: string): string[] | undefined {
  for (const pattern of IDS) {
    const match = pattern.exec(id);
    if (match) return match.slice(1);
  }
  return undefined;
}

/** The model of a definition; beta definitions take that of their stable successor where the fields are the same. */
export function modelOf(models: Models, name: string, definition: Definition): Model | undefined {
  const names = [name];
  const beta = /^((?:[A-Z][a-z]+)?)V\d+(?:alpha|beta)\d+(.+)$/.exec(name);
  if (beta) names.push(`${beta[1]}V1${beta[2]}`, `ResourceV1${beta[2]}`);
  const grouped = /^[A-Z][a-z]+(V\d.+)$/.exec(name)?.[1];
  if (grouped !== undefined) names.push(grouped);
  for (const candidate of names) {
    const model = models.get(candidate)?.find(({ schema }) => shared(definition, schema) >= 0.5);
    if (model) return model;
  }
  return undefined;
}

function shared({ fields }: Definition, { properties = {} }: CompiledSchema): number {
  if (fields.size === 0) return 1;
  return [...fields.keys()].filter((name) => name in properties).length / fields.size;
}

/** Adds what only the second source knows. */
export function enrich(release: Release, models: Models): Release {
  const definitions = new Map<string, Definition>();
  for (const [name, definition] of release.definitions) {
    const model = modelOf(models, name, definition);
    const fields = new Map<string, FieldDefinition>();
    for (const [field, known] of definition.fields) {
      const schema = innermost(model?.schema.properties?.[field]);
      const isTypeField = field === 'apiVersion' || (field === 'kind' && definition.fields.has('apiVersion'));
      const type = mapLeaf(known.type, (leaf) => enrichType(leaf, schema, isTypeField, `${name}.${field}`));
      const better = model?.described?.fields.get(field)?.description;
      const hasEnum = JSON.stringify(type).includes('"enum"');
      const description =
        known.description === undefined || hasEnum ? (better ?? known.description) : known.description;
      fields.set(field, { ...known, type, description });
    }
    definitions.set(name, { ...definition, fields });
  }
  return { ...release, definitions };
}

/** JSON numbers in CustomResourceDefinitions; every other number of the API is a whole one. */
const REAL_NUMBER = /JSONSchemaProps\.(?:maximum|minimum|multipleOf)$/;

function enrichType(
  leaf: FieldType,
  schema: CompiledSchema | undefined,
  isTypeField: boolean,
  place: string,
): FieldType {
  if (leaf.kind === 'number' && leaf.format === undefined && !REAL_NUMBER.test(place)) {
    return { kind: 'integer', ...(schema?.format === undefined ? {} : { format: schema.format }) };
  }
  if (leaf.kind !== 'string' || !schema) return leaf;
  if (schema.$ref?.endsWith('Quantity')) return { kind: 'quantity' };
  if (leaf.format !== undefined || isTypeField) return leaf;
  const values = schema.enum?.filter((value) => typeof value === 'string');
  if (values && values.length > 0) return { kind: 'string', enum: values };
  return schema.format === undefined ? leaf : { kind: 'string', format: schema.format };
}

function innermost(schema: CompiledSchema | undefined): CompiledSchema | undefined {
  if (schema?.type === 'array') return innermost(schema.items);
  if (schema?.type === 'object' && schema.additionalProperties) return innermost(schema.additionalProperties);
  return schema;
}
