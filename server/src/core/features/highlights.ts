import type { Target } from '../kinds/versions.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import { isNamed } from '../references/byName.ts';
import type { NameField } from '../references/nameFields.ts';
import { nameField } from '../references/nameFields.ts';
import { isDeprecated } from '../schema/deprecatedField.ts';
import type { SchemaProvider } from '../schema/provider.ts';
import type { Schema } from '../schema/schema.ts';
import type { Span } from '../text.ts';
import type { Slot, Workspace } from '../workspace.ts';

/**
 * What the text alone does not show: a name of an object that is there (`known`), one that every cluster has (`given`), the key
 * of a deprecated field. Counted from the start of the file.
 */
export interface Highlight extends Span {
  readonly kind: 'known' | 'given' | 'deprecated';
}

/** The highlights of a file, or of a part of it, in order. */
export function highlights(
  workspace: Workspace,
  uri: string,
  schemas: SchemaProvider,
  targetOf: (slot: Slot) => Target,
  part: Span = { start: 0, end: Infinity },
): Highlight[] {
  const found: Highlight[] = [];
  for (const slot of workspace.slots(uri)) {
    if (slot.start > part.end || slot.start + slot.document.text.length < part.start) continue;
    const { deprecated, names } = marksOf(
      slot.resource,
      schemas.get(slot.resource, { uri, ...targetOf(slot) }),
    );
    const add = ({ start, end }: Span, kind: Highlight['kind']): void => {
      const placed = { start: slot.start + start, end: slot.start + end, kind };
      if (placed.start <= part.end && placed.end >= part.start) found.push(placed);
    };
    for (const span of deprecated) add(span, 'deprecated');
    for (const { span, kinds, name, namespace } of names) {
      const is = isNamed(workspace, slot, kinds, name, namespace);
      if (is) add(span, is === 'here' ? 'known' : 'given');
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

interface Marks {
  readonly schema: Schema | undefined;
  readonly deprecated: Span[];
  readonly names: { span: Span; kinds: readonly string[]; name: string; namespace: string | undefined }[];
}

const known = new WeakMap<Resource, Marks>();

/** What may be highlighted in an object; kept as long as object and schema are the same. */
function marksOf(resource: Resource, schema: Schema | undefined): Marks {
  let marks = known.get(resource);
  if (marks?.schema !== schema || !marks) {
    marks = { schema, deprecated: [], names: [] };
    if (schema) visit(resource.root, schema, '', marks, { left: MOST });
    known.set(resource, marks);
  }
  return marks;
}

/** Aliases can make a small text large: what is over this number of values is not looked at. */
const MOST = 100_000;

function visit(field: Field, schema: Schema, holder: string, marks: Marks, budget: { left: number }): void {
  if (budget.left-- <= 0 || field.alias) return;
  if (field.isSeq) {
    if (schema.items) for (const item of field.items()) visit(item, schema.items, holder, marks, budget);
    return;
  }
  if (!field.isMap) return;
  for (const entry of field.entries()) {
    const name = String(entry.key);
    const own = schema.fields?.get(name);
    const inner = own?.schema ?? schema.values;
    if (own && entry.keySpan && isDeprecated(own)) marks.deprecated.push(entry.keySpan);
    const refers = own && nameField(schema.name ?? '', name, holder);
    if (refers) addName(entry, refers, marks);
    else if (inner) visit(entry, inner, name, marks, budget);
  }
}

function addName(field: Field, { kinds, kindField }: NameField, { names }: Marks): void {
  const name = field.string;
  const beside = field.parent;
  if (name === undefined || name === '' || field.alias) return;
  const { start, end } = field.span;
  const text = field.source.text.slice(start, end);
  if (text.includes('\n')) return;
  const quoted = /^["']/.test(text) ? 1 : 0;
  const kind = kindField && beside?.at(kindField).string;
  names.push({
    span: { start: start + quoted, end: end - quoted },
    kinds: kind === undefined ? kinds : [kind],
    name,
    namespace: beside?.at('namespace').string,
  });
}
