/**
 * The packages `kubernetes-models` and `@kubernetes-models/*` ship JSON schemas compiled to JavaScript by ajv, one file per
 * definition and in it one function per subschema. The schemas are read back from what the functions complain of.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Argument, CallExpression, Expression, Node, ObjectExpression } from 'oxc-parser';
import { parseSync, visitorKeys } from 'oxc-parser';

export interface CompiledSchema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  format?: string;
  pattern?: string;
  enum?: (string | number | boolean | null)[];
  required?: string[];
  properties?: Record<string, CompiledSchema>;
  items?: CompiledSchema;
  additionalProperties?: CompiledSchema | false;
  allOf?: CompiledSchema[];
  anyOf?: CompiledSchema[];
  oneOf?: CompiledSchema[];
  not?: CompiledSchema;
  [limit: string]: unknown;
}

/** All schemas of a package by the names of their files. */
export function readValidators(folder: string): Map<string, CompiledSchema> {
  const schemas = new Map<string, CompiledSchema>();
  const files = join(folder, '_schemas');
  for (const file of readdirSync(files)) {
    if (!file.endsWith('.js')) continue;
    const schema = new Module(readFileSync(join(files, file), 'utf8')).schema();
    if (schema) schemas.set(file.slice(0, -3), schema);
  }
  return schemas;
}

const NUMBER_KEYWORDS = /^(?:min|max)(?:imum|Length|Items|Properties)$|^exclusiveM|^multipleOf$/;
const SUBSCHEMA = /^validate\d+$/;

class Module {
  readonly #imports = new Map<string, string>();
  readonly #constants = new Map<string, unknown>();
  readonly #functions = new Map<string, { readonly body: Node; readonly text: string }>();
  readonly #built = new Map<string, CompiledSchema>();
  #root: string | undefined;

  constructor(code: string) {
    for (const statement of parseSync('schema.js', code).program.body) {
      if (statement.type === 'ImportDeclaration') {
        const id = statement.source.value.replace(/^.*\//, '').replace(/\.js$/, '');
        for (const { local } of statement.specifiers) this.#imports.set(local.name, id);
      } else if (statement.type === 'FunctionDeclaration' && statement.id && statement.body) {
        const text = code.slice(statement.start, statement.end);
        this.#functions.set(statement.id.name, { body: statement.body, text });
      } else this.#declare(statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement);
    }
  }

  #declare(statement: Node | null): void {
    if (statement?.type !== 'VariableDeclaration') return;
    for (const { id, init } of statement.declarations) {
      if (id.type !== 'Identifier' || !init) continue;
      if (id.name === 'validate' && init.type === 'Identifier') this.#root = init.name;
      else this.#constants.set(id.name, this.#literal(init));
    }
  }

  schema(): CompiledSchema | undefined {
    return this.#root === undefined ? undefined : this.#schema(this.#root);
  }

  #schema(name: string): CompiledSchema {
    const imported = this.#imports.get(name);
    if (imported !== undefined) return { $ref: imported };
    const known = this.#built.get(name);
    if (known) return known;
    const schema: CompiledSchema = {};
    this.#built.set(name, schema);
    const code = this.#functions.get(name);
    if (code) this.#read(schema, code.body, code.text);
    return schema;
  }

  #read(schema: CompiledSchema, body: Node, text: string): void {
    const alternatives: CompiledSchema[] = [];
    let combination = 'allOf' as 'allOf' | 'anyOf' | 'oneOf' | 'not';
    const visit = (node: Node): void => {
      if (node.type === 'ObjectExpression') {
        const keyword = this.#member(node, 'keyword');
        if (typeof keyword === 'string') {
          if (keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'not') combination = keyword;
          else this.#complaint(schema, keyword, this.#member(node, 'params'), text);
          return;
        }
      }
      if (node.type === 'CallExpression' && isSubschema(node)) {
        const sub = this.#schema((node.callee as { name: string }).name);
        if (!place(schema, node.arguments[0], sub)) {
          alternatives.push(sub);
          if (/null\s*!==\s*data\s*&&/.test(text)) schema.nullable = true;
        }
        return;
      }
      for (const child of children(node)) visit(child);
    };
    visit(body);
    if (alternatives.length === 0) return;
    const only = alternatives.length === 1 ? alternatives[0] : undefined;
    if (combination === 'not') schema.not = alternatives[0] ?? {};
    else if (combination === 'allOf' && only?.$ref !== undefined && schema.type === undefined)
      schema.$ref = only.$ref;
    else schema[combination] = alternatives;
  }

  #complaint(schema: CompiledSchema, keyword: string, params: unknown, text: string): void {
    const given = (params ?? {}) as Record<string, unknown>;
    if (keyword === 'type') {
      schema.type = given['type'] as string;
      if (/null\s*!==\s*data|data\s*!==\s*null/.test(text)) schema.nullable = true;
    } else if (keyword === 'required') {
      (schema.required ??= []).push(given['missingProperty'] as string);
    } else if (keyword === 'enum') schema.enum = given['allowedValues'] as (string | number)[];
    else if (keyword === 'format') schema.format = given['format'] as string;
    else if (keyword === 'pattern') schema.pattern = given['pattern'] as string;
    else if (keyword === 'additionalProperties') schema.additionalProperties = false;
    else if (NUMBER_KEYWORDS.test(keyword)) schema[keyword] = given['limit'];
  }

  #member(object: ObjectExpression, name: string): unknown {
    for (const property of object.properties) {
      if (property.type === 'Property' && keyName(property.key) === name)
        return this.#literal(property.value);
    }
    return undefined;
  }

  #literal(node: Node): unknown {
    switch (node.type) {
      case 'Literal':
        return 'regex' in node ? undefined : node.value;
      case 'TemplateLiteral':
        return node.quasis[0]?.value.cooked;
      case 'UnaryExpression': {
        const value = this.#literal(node.argument);
        return node.operator === '-' ? -(value as number) : node.operator === '!' ? !value : value;
      }
      case 'ArrayExpression':
        return node.elements.map((element) => (element ? this.#literal(element) : null));
      case 'ObjectExpression':
        return Object.fromEntries(
          node.properties.flatMap((property) =>
            property.type === 'Property' ? [[keyName(property.key), this.#literal(property.value)]] : [],
          ),
        );
      case 'Identifier':
        return this.#constants.get(node.name);
      default:
        return undefined;
    }
  }
}

function isSubschema({ callee, arguments: given }: CallExpression): boolean {
  return callee.type === 'Identifier' && SUBSCHEMA.test(callee.name) && given.length > 0;
}

/** Puts a subschema where its argument says: `data.name`, `data[i]`, `data[key]`. `false` if it is about the value itself. */
function place(schema: CompiledSchema, argument: Argument | undefined, sub: CompiledSchema): boolean {
  if (argument?.type !== 'MemberExpression') return false;
  const key: Expression | Node = argument.property;
  const properties = (schema.properties ??= {});
  if (!argument.computed && key.type === 'Identifier') properties[key.name] = sub;
  else if (key.type === 'Literal' && typeof key.value === 'string') properties[key.value] = sub;
  else {
    if (Object.keys(properties).length === 0) delete schema.properties;
    if (key.type === 'Identifier' && /^i\d*$/.test(key.name)) schema.items = sub;
    else if (key.type === 'Identifier' && /^key\d*$/.test(key.name)) schema.additionalProperties = sub;
  }
  return true;
}

function keyName(key: Node): string {
  return key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';
}

function children(node: Node): Node[] {
  const values = (visitorKeys[node.type] ?? []).map(
    (key) => (node as unknown as Record<string, unknown>)[key],
  );
  return values.flat().filter((value): value is Node => typeof value === 'object' && value !== null);
}
