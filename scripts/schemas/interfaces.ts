import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comment, Node, TSSignature, TSType } from 'oxc-parser';
import { parseSync } from 'oxc-parser';
import { docText } from './jsdoc.ts';

/** The documentation of a type and of what is below it. */
export interface Described {
  readonly description: string | undefined;
  readonly fields: ReadonlyMap<string, Described>;
}

/** The documentation in the type declarations of a `kubernetes-models` package, by the names of its schemas. */
export function readDescriptions(folder: string): Map<string, Described> {
  const found = new Map<string, Described>();
  const hasSchema = (id: string): boolean => existsSync(join(folder, '_schemas', `${id}.js`));
  const files = globSync('**/*.d.ts', {
    cwd: folder,
    exclude: (name) => name === '_schemas' || name === 'node_modules',
  });
  for (const file of files) {
    if (file.endsWith('index.d.ts')) continue;
    const { declared, aliases } = readFile(readFileSync(join(folder, file), 'utf8'));
    // Where a schema has no name of its own, it is named after its file.
    const path = file.replaceAll('\\', '/').replace(/\.d\.ts$/, '');
    const fromPath = path.split(/[/.-]/).map(capitalize).join('');
    const own = declared.get(`I${path.slice(path.lastIndexOf('/') + 1)}`);
    if (own && hasSchema(fromPath)) found.set(fromPath, own);
    for (const [alias, name] of aliases) {
      const described = declared.get(name);
      const id = alias.slice(1);
      if (described && alias.startsWith('I') && hasSchema(id)) found.set(id, described);
    }
  }
  return found;
}

interface Declarations {
  readonly declared: Map<string, Described>;
  /** Exported name to declared name. */
  readonly aliases: Map<string, string>;
}

function readFile(text: string): Declarations {
  const { program, comments } = parseSync('types.d.ts', text);
  const docs = new Docs(text, comments);
  const declared = new Map<string, Described>();
  const aliases = new Map<string, string>();
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const { exported, local } of statement.specifiers) {
      if (exported.type === 'Identifier' && local.type === 'Identifier')
        aliases.set(exported.name, local.name);
    }
    const { declaration } = statement;
    if (declaration?.type === 'TSInterfaceDeclaration') {
      declared.set(declaration.id.name, {
        description: docs.before(statement),
        fields: members(declaration.body.body, docs),
      });
    } else if (declaration?.type === 'TSTypeAliasDeclaration') {
      const type = declaration.typeAnnotation;
      declared.set(declaration.id.name, {
        description: docs.before(statement),
        fields: type.type === 'TSTypeLiteral' ? members(type.members, docs) : new Map(),
      });
    }
  }
  return { declared, aliases };
}

function members(list: readonly TSSignature[], docs: Docs): Map<string, Described> {
  const fields = new Map<string, Described>();
  for (const member of list) {
    if (member.type !== 'TSPropertySignature') continue;
    const { key } = member;
    const name = key.type === 'Literal' ? String(key.value) : key.type === 'Identifier' ? key.name : '';
    const type = innermost(member.typeAnnotation?.typeAnnotation);
    const nested =
      type?.type === 'TSTypeLiteral' ? members(type.members, docs) : new Map<string, Described>();
    fields.set(name, { description: docs.before(member), fields: nested });
  }
  return fields;
}

/** What lists and maps hold. */
function innermost(type: TSType | undefined): TSType | undefined {
  if (type?.type === 'TSArrayType') return innermost(type.elementType);
  if (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name === 'Array'
  )
    return innermost(type.typeArguments?.params[0]);
  const first = type?.type === 'TSTypeLiteral' && type.members.length === 1 ? type.members[0] : undefined;
  return first?.type === 'TSIndexSignature' ? innermost(first.typeAnnotation.typeAnnotation) : type;
}

/** Finds the comment that stands right before a node. */
class Docs {
  readonly #text: string;
  readonly #byEnd: ReadonlyMap<number, Comment>;

  constructor(text: string, comments: readonly Comment[]) {
    this.#text = text;
    this.#byEnd = new Map(comments.map((comment) => [comment.end, comment]));
  }

  before(node: Node): string | undefined {
    const end = this.#text.slice(0, node.start).trimEnd().length;
    const comment = this.#byEnd.get(end);
    return comment ? docText(comment.value.replace(/^\*/, '')) : undefined;
  }
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
