import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Definition, FieldDefinition, FieldType, Release, ServedKind } from './definitions.ts';
import { docText } from './jsdoc.ts';

/** The generator of the 0.x releases and that of the later ones lay their files out differently. */
interface Layout {
  readonly models: string;
  readonly apis: string;
  /** The file that names all models, and the one that names all APIs. Releases contain files of earlier ones, too. */
  readonly modelIndex: string;
  readonly apiIndex: string;
  readonly path: RegExp;
  readonly method: RegExp;
  /** Whether `object` means a mapping; the old generator wrote it for untyped JSON, too. */
  readonly objectIsMap: boolean;
}

const MODERN: Layout = {
  models: 'dist/gen/models',
  apis: 'dist/gen/apis',
  modelIndex: 'dist/gen/models/all.js',
  apiIndex: 'dist/gen/index.js',
  path: /localVarPath = '([^']+)'([\s\S]*?)(?=localVarPath = '|$)/g,
  method: /HttpMethod\.(\w+)\)/,
  objectIsMap: true,
};
const OLD: Layout = {
  models: 'dist/gen/model',
  apis: 'dist/gen/api',
  modelIndex: 'dist/gen/model/models.js',
  apiIndex: 'dist/gen/api/apis.js',
  path: /const localVarPath = this\.basePath \+ '([^']+)'([\s\S]*?)(?=const localVarPath = |$)/g,
  method: /method: '(\w+)'/,
  objectIsMap: false,
};

/** Reads the definitions and kinds of one Kubernetes minor out of a release of `@kubernetes/client-node`. */
export function readClientNode(folder: string, minor: number): Release {
  const layout = existsSync(join(folder, MODERN.models)) ? MODERN : OLD;
  const definitions = readModels(folder, layout);
  const kinds = readKinds(folder, layout, definitions);
  for (const [key, { definition }] of Array.from(kinds)) {
    if (definitions.has(`${definition}List`)) kinds.set(`${key}List`, { definition: `${definition}List` });
  }
  return { minor, definitions, kinds };
}

function readModels(folder: string, layout: Layout): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  const models = join(folder, layout.models);
  const named = wordsOf(join(folder, layout.modelIndex));
  for (const file of readdirSync(models)) {
    if (!file.endsWith('.d.ts') || !named.has(file.replace(/\.d\.ts$/, '').toLowerCase())) continue;
    const types = readFileSync(join(models, file), 'utf8');
    const name = CLASS.exec(types);
    if (!name?.[1]) continue;
    const attributes = readAttributes(readFileSync(join(models, file.replace(/\.d\.ts$/, '.js')), 'utf8'));
    if (attributes) definitions.set(name[1], readClass(types, attributes, layout));
  }
  return definitions;
}

/** The words of a file in lower case: how an index spells a name differs between the releases. */
function wordsOf(file: string): ReadonlySet<string> {
  return new Set(readFileSync(file, 'utf8').toLowerCase().match(/\w+/g));
}

const CLASS = /export declare class (\w+)/;
const CLASS_DOC = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export declare class/;
const PROPERTY = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?^ {4}'([^']+)'(\??):/gm;

interface Attribute {
  readonly name: string;
  readonly baseName: string;
  readonly type: string;
  readonly format?: string;
}

/** The table that the clients themselves serialize by. */
function readAttributes(code: string): Attribute[] | undefined {
  const table = /\.attributeTypeMap = (\[\]|\[[\s\S]*?\n\]);/.exec(code)?.[1];
  return table === undefined ? undefined : (JSON.parse(table) as Attribute[]);
}

function readClass(types: string, attributes: readonly Attribute[], layout: Layout): Definition {
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const fields = new Map<string, FieldDefinition>();
  for (const [, comment, name = '', optional] of types.matchAll(PROPERTY)) {
    const attribute = byName.get(name);
    if (!attribute) throw new Error(`${CLASS.exec(types)?.[1]}: nothing is known of ${name}`);
    fields.set(attribute.baseName, {
      type: fieldType(attribute.type, attribute.format ?? '', layout),
      required: optional !== '?',
      description: comment === undefined ? undefined : docText(comment),
    });
  }
  if (fields.size !== attributes.length) {
    throw new Error(`${CLASS.exec(types)?.[1]}: ${fields.size} of ${attributes.length} fields are declared`);
  }
  return { description: docText(CLASS_DOC.exec(types)?.[1] ?? ''), fields };
}

function fieldType(type: string, format: string, layout: Layout): FieldType {
  const list = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return { kind: 'list', of: fieldType(list, format, layout) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return { kind: 'map', of: fieldType(map, format, layout) };
  const formatted = format === '' ? {} : { format };
  switch (type) {
    case 'string':
      return format === 'int-or-string' ? { kind: 'intOrString' } : { kind: 'string', ...formatted };
    case 'number':
      return { kind: format.startsWith('int') ? 'integer' : 'number', ...formatted };
    case 'boolean':
    case 'any':
      return { kind: type };
    case 'Date':
    case 'Date | string':
    case 'V1MicroTime':
      return { kind: 'string', format: 'date-time' };
    case 'object':
      return { kind: layout.objectIsMap ? 'object' : 'any' };
    case 'IntOrString':
      return { kind: 'intOrString' };
    default:
      return { kind: 'ref', name: type };
  }
}

const RESOURCE_PATH =
  /^\/(?:api\/(v[^/]+)|apis\/([^/]+)\/([^/]+))\/(namespaces\/\{namespace\}\/)?([a-z]+)(\/\{name\})?$/;

/** Every operation that creates or replaces an object tells which path serves which model. */
function readKinds(
  folder: string,
  layout: Layout,
  definitions: ReadonlyMap<string, Definition>,
): Map<string, ServedKind> {
  const kinds = new Map<string, ServedKind>();
  const apis = join(folder, layout.apis);
  const named = wordsOf(join(folder, layout.apiIndex));
  for (const file of readdirSync(apis)) {
    if (!file.endsWith('Api.js') || !named.has(file.slice(0, -3).toLowerCase())) continue;
    for (const [, url = '', code = ''] of readFileSync(join(apis, file), 'utf8').matchAll(layout.path)) {
      const definition = /serialize\(body, "(\w+)"/.exec(code)?.[1];
      const path = RESOURCE_PATH.exec(url);
      const method = layout.method.exec(code)?.[1];
      if (!definition || !path || !definitions.has(definition)) continue;
      const [, core, group, version, namespace, plural = '', name] = path;
      if (!(method === 'PUT' || (method === 'POST' && name === undefined))) continue;
      const kind = definition.replace(/^(?:[A-Z][a-z]+)?V\d+(?:(?:alpha|beta)\d+)?/, '');
      const key = `${core ?? `${group}/${version}`}/${kind}`;
      const scope =
        namespace === undefined && kinds.get(key)?.scope !== 'namespaced' ? 'cluster' : 'namespaced';
      kinds.set(key, { definition, scope, plural });
    }
  }
  return kinds;
}
