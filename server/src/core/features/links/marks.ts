import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { NameField } from '../../references/nameFields.ts';
import { nameField } from '../../references/nameFields.ts';
import { isDeprecated } from '../../schema/deprecatedField.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Span } from '../../text.ts';

/** A field that names an object. */
export interface NameMark {
  /** Without quotes, counted from the start of the document. */
  readonly span: Span;
  readonly field: Field;
  readonly kinds: readonly string[];
  readonly name: string;
  readonly namespace: string | undefined;
  /** The API group that is written beside the kind. */
  readonly group: string | undefined;
}

/** A field that names a key of a ConfigMap or Secret. */
export interface KeyMark {
  readonly span: Span;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
}

/** What in an object leads to another one, and what is deprecated in it. */
export interface Marks {
  readonly schema: Schema | undefined;
  readonly deprecated: readonly Span[];
  readonly names: readonly NameMark[];
  /** Names that come by an alias from another place. */
  readonly aliased: readonly NameMark[];
  readonly keys: readonly KeyMark[];
}

const known = new WeakMap<Resource, Marks>();

/** The marks of an object; kept as long as object and schema are the same. */
export function marksOf(resource: Resource, schema: Schema | undefined): Marks {
  const before = known.get(resource);
  if (before && before.schema === schema) return before;
  const reader = new MarkReader(schema);
  if (schema) reader.visit(resource.root, schema, '');
  reader.addIssuers(resource.root.at('metadata', 'annotations'));
  known.set(resource, reader);
  return reader;
}

/** Aliases can make a small text large: what is over this number of values is not looked at. */
const MOST = 100_000;

class MarkReader implements Marks {
  readonly schema: Schema | undefined;
  readonly deprecated: Span[] = [];
  readonly names: NameMark[] = [];
  readonly aliased: NameMark[] = [];
  readonly keys: KeyMark[] = [];
  #left = MOST;

  constructor(schema: Schema | undefined) {
    this.schema = schema;
  }

  visit(field: Field, schema: Schema, holder: string): void {
    if (this.#left-- <= 0 || field.alias) return;
    if (field.isSeq) {
      if (schema.items) for (const item of field.items()) this.visit(item, schema.items, holder);
      return;
    }
    if (!field.isMap) return;
    for (const entry of field.entries()) {
      const name = String(entry.key);
      const own = schema.fields?.get(name);
      const inner = own?.schema ?? schema.values;
      if (own && entry.keySpan && isDeprecated(own)) this.deprecated.push(entry.keySpan);
      const refers = own && (nameField(schema.name ?? '', name, holder) ?? namespaceField(name, own.schema));
      if (refers) this.#addName(entry, refers);
      else if (inner) this.visit(entry, inner, name);
      if (name === 'key') this.#addKey(entry, schema.name ?? '');
    }
  }

  #addName(field: Field, { kinds, kindField }: NameField): void {
    const beside = field.parent;
    const kind = kindField && beside?.at(kindField).string;
    this.#add(field, {
      kinds: kind === undefined ? kinds : [kind],
      namespace: kinds === NAMESPACE.kinds ? undefined : beside?.at('namespace').string,
      group: kind === undefined || !beside ? undefined : groupBeside(beside),
    });
  }

  #add(field: Field, meant: Pick<NameMark, 'kinds' | 'namespace' | 'group'>): void {
    const name = field.string;
    const span = textSpan(field);
    if (name === undefined || name === '' || (!span && !field.alias)) return;
    if (span) this.names.push({ ...meant, span, field, name });
    else this.aliased.push({ ...meant, span: field.span, field, name });
  }

  /** https://cert-manager.io/docs/reference/annotations/ */
  addIssuers(annotations: Field): void {
    const none = { namespace: undefined, group: undefined };
    this.#add(annotations.at('cert-manager.io/cluster-issuer'), { ...none, kinds: ['ClusterIssuer'] });
    if (!annotations.at('cert-manager.io/issuer-kind').exists)
      this.#add(annotations.at('cert-manager.io/issuer'), { ...none, kinds: ['Issuer'] });
  }

  #addKey(field: Field, type: string): void {
    const holder = keyHolder(field, type);
    const span = textSpan(field);
    const name = holder?.name.string;
    if (holder && span && name !== undefined && field.string !== undefined)
      this.keys.push({ span, kind: holder.kind, name, key: field.string });
  }
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/ */
function namespaceField(name: string, schema: Schema): NameField | undefined {
  return name === 'namespace' && schema.type === 'string' ? NAMESPACE : undefined;
}

const NAMESPACE = { kinds: ['Namespace'] };

/** The API group of a reference, as `apiGroup` and `group` say it or as part of `apiVersion`. */
function groupBeside(beside: Field): string | undefined {
  const group = beside.at('apiGroup').string ?? beside.at('group').string;
  const version = beside.at('apiVersion').string;
  if (group !== undefined || version === undefined) return group;
  return version.includes('/') ? version.split('/', 1)[0] : '';
}

/** The field that names the ConfigMap or Secret of which a field `key` speaks. */
function keyHolder(field: Field, type: string): { kind: KeyMark['kind']; name: Field } | undefined {
  const beside = field.parent;
  if (type === 'ConfigMapKeySelector' && beside) return { kind: 'ConfigMap', name: beside.at('name') };
  if (type === 'SecretKeySelector' && beside) return { kind: 'Secret', name: beside.at('name') };
  const source = type === 'KeyToPath' ? beside?.parent?.parent : undefined;
  if (!source) return undefined;
  const secretName = source.at('secretName');
  if (secretName.exists) return { kind: 'Secret', name: secretName };
  return { kind: source.key === 'secret' ? 'Secret' : 'ConfigMap', name: source.at('name') };
}

/** Where the text of a scalar stands, without its quotes; `undefined` for what comes by an alias or spans lines. */
export function textSpan(field: Field): Span | undefined {
  if (!field.scalar || field.alias) return undefined;
  const { start, end } = field.span;
  const text = field.source.text.slice(start, end);
  if (text.includes('\n') || /^[|>]/.test(text)) return undefined;
  const quoted = /^["']/.test(text) ? 1 : 0;
  return { start: start + quoted, end: end - quoted };
}
