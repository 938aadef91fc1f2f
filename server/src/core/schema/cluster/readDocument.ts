import type { CustomPack, Pack, PackedDefinition, PackedField, PackedKind } from '../pack.ts';
import type { OpenApi } from '../openApi.ts';
import { list, object } from '../openApi.ts';
import { normalized, packedField } from './packedField.ts';
import { definitionNames, isBuiltIn, plainRef } from './names.ts';

/** What a cluster serves in one version of an API group. */
export type ClusterDocument =
  | { readonly builtIn: Pack; readonly custom?: undefined }
  | { readonly custom: CustomPack; readonly builtIn?: undefined };

/**
 * Reads the OpenAPI v3 document of a version of an API group (https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3).
 * Kubernetes' own kinds come in the form of the bundled pack, so that all that is known by hand of their types holds for them, too;
 * custom and aggregated kinds stay as they are. This module is a bundle of its own: only who asks for a cluster's schemas loads it.
 * @param bundled says how the type packages name the types.
 */
export function readDocument(
  text: string,
  groupVersion: string,
  minor: number,
  bundled: Pack | undefined,
): ClusterDocument | undefined {
  const schemas = object(object(object(parsed(text))?.['components'])?.['schemas']);
  if (!schemas) return undefined;
  const kinds = kindsOf(schemas, groupVersion);
  const own = kinds.filter(([, name]) => isBuiltIn(name));
  return own.length > 0
    ? { builtIn: builtInPack(schemas, groupVersion, own, minor, bundled) }
    : { custom: customPack(schemas, groupVersion, kinds) };
}

type Kind = readonly [kind: string, schema: string];

function kindsOf(schemas: OpenApi, groupVersion: string): Kind[] {
  return Object.entries(schemas).flatMap(([name, schema]) =>
    (list(object(schema)?.['x-kubernetes-group-version-kind']) ?? []).flatMap((one): Kind[] => {
      const { group, version, kind } = object(one) ?? {};
      const own = group === '' ? version : `${String(group)}/${String(version)}`;
      return own === groupVersion && typeof kind === 'string' ? [[kind, name]] : [];
    }),
  );
}

function builtInPack(
  schemas: OpenApi,
  groupVersion: string,
  kinds: readonly Kind[],
  minor: number,
  bundled: Pack | undefined,
): Pack {
  const texts: string[] = [];
  const nameOf = definitionNames(Object.keys(schemas), bundled);
  const textOf = (text: unknown): number => (typeof text === 'string' ? texts.push(text) - 1 : -1);
  const definitions = Object.entries(schemas).flatMap(([name, value]): [string, PackedDefinition][] => {
    const schema = object(value);
    const properties = object(schema?.['properties']);
    if (!schema || !properties || !isBuiltIn(name)) return [];
    const required = new Set(list(schema['required']));
    const fields = Object.entries(properties).map(([field, property]): [string, [PackedField]] => {
      const [type, fallback] = packedField(object(property) ?? {}, schemas, nameOf);
      const packed = `${required.has(field) ? '!' : ''}${type}`;
      const text = textOf(object(property)?.['description']);
      return [field, [fallback === undefined ? [packed, text, 0] : [packed, text, 0, fallback]]];
    });
    return [[nameOf(name), [1, textOf(schema['description']), Object.fromEntries(fields)]]];
  });
  const served = kinds.map(([kind, name]): [string, readonly PackedKind[]] => {
    const key = `${groupVersion}/${kind}`;
    const known = bundled?.kinds[key]?.at(-1);
    return [key, [[nameOf(name), known?.[1] ?? 'n', known?.[2] ?? '', 1]]];
  });
  return {
    minors: [minor],
    texts,
    definitions: Object.fromEntries(definitions),
    kinds: Object.fromEntries(served),
    customGroups: {},
  };
}

function customPack(schemas: OpenApi, groupVersion: string, kinds: readonly Kind[]): CustomPack {
  return {
    kinds: Object.fromEntries(
      kinds
        .filter(([kind, name]) => !isList(kind, schemas[name]))
        .map(([kind, name]) => [`${groupVersion}/${kind}`, name]),
    ),
    definitions: Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, plainRef(normalized(name, schema))]),
    ),
  };
}

/** Lists of objects are kinds, too, which nobody writes. */
function isList(kind: string, schema: unknown): boolean {
  return kind.endsWith('List') && object(object(schema)?.['properties'])?.['items'] !== undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
