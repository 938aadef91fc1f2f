import type { Resource } from '../manifest/resource.ts';
import { list, object, readOpenApi } from './openApi.ts';
import type { OpenApi, Resolve } from './openApi.ts';
import type { Schema } from './schema.ts';

/** What a custom resource definition says of one of its versions. */
export interface CustomVersion {
  readonly name: string;
  /** OpenAPI schema; `undefined` where none is given. */
  readonly schema: OpenApi | undefined;
}

/** What a custom resource definition defines. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly CustomVersion[];
}

const known = new WeakMap<Resource, CustomKind | null>();

/** Reads a CustomResourceDefinition, v1 or v1beta1; `undefined` for one that is not complete. Read once per object. */
export function customKind(definition: Resource): CustomKind | undefined {
  let kind = known.get(definition);
  if (kind === undefined) {
    kind = read(definition) ?? null;
    known.set(definition, kind);
  }
  return kind ?? undefined;
}

function read({ root }: Resource): CustomKind | undefined {
  const spec = root.at('spec');
  const group = spec.at('group').string;
  const kind = spec.at('names', 'kind').string;
  if (!group || !kind) return undefined;
  const shared = object(spec.at('validation', 'openAPIV3Schema').toJSON());
  const open = spec.at('preserveUnknownFields').value === true;
  const versions = spec
    .at('versions')
    .items()
    .flatMap((version): CustomVersion[] => {
      const name = version.at('name').written;
      const schema = object(version.at('schema', 'openAPIV3Schema').toJSON()) ?? shared;
      return name === undefined ? [] : [{ name, schema: open ? opened(schema) : schema }];
    });
  const only = spec.at('version').written;
  if (versions.length === 0 && only !== undefined) versions.push({ name: only, schema: shared });
  return versions.length === 0 ? undefined : { group, kind, versions };
}

function opened(schema: OpenApi | undefined): OpenApi | undefined {
  return schema && { ...schema, 'x-kubernetes-preserve-unknown-fields': true };
}

/** A whole object by the schema that its definition gives; the API server itself adds what every object has. */
export function objectSchema(schema: OpenApi, kind: string, resolve: Resolve): Schema {
  const properties = {
    ...object(schema['properties']),
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { $ref: 'ObjectMeta' },
  };
  const required = (list(schema['required']) ?? []).filter((name) => name !== 'metadata');
  return readOpenApi({ ...schema, type: 'object', properties, required }, resolve, kind);
}
