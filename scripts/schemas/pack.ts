import type { Pack, PackedDefinition, PackedField, PackedKind } from '../../server/src/core/schema/pack.ts';
import { LETTERS } from '../../server/src/core/schema/pack.ts';
import type { FieldType, Release } from './definitions.ts';

/** Writes each definition, field type and text of all releases once, with masks of the minors that have it. */
export function makePack(releases: readonly Release[], customGroups: Readonly<Record<string, string>>): Pack {
  const definitions = new Map<string, Drafted>();
  const kinds = new Map<string, Map<string, { kind: PackedKind; mask: number }>>();
  for (const [index, release] of releases.entries()) {
    const bit = 1 << index;
    for (const [name, { description, fields }] of release.definitions) {
      const draft = definitions.get(name) ?? { mask: 0, text: undefined, fields: new Map() };
      definitions.set(name, draft);
      draft.mask |= bit;
      draft.text = description ?? draft.text;
      for (const [field, { type, required, description: text }] of fields) {
        const variants = draft.fields.get(field) ?? new Map<string, Variant>();
        draft.fields.set(field, variants);
        const key = (required ? '!' : '') + encode(type);
        const variant = variants.get(key) ?? { mask: 0, text: undefined };
        variants.set(key, variant);
        variant.mask |= bit;
        variant.text = text ?? variant.text; // the newest wording wins
      }
    }
    for (const [key, { definition, scope, plural = '' }] of release.kinds) {
      const variants = kinds.get(key) ?? new Map<string, { kind: PackedKind; mask: number }>();
      kinds.set(key, variants);
      const letter = scope === undefined ? '' : scope === 'namespaced' ? 'n' : 'c';
      const id = `${definition} ${letter} ${plural}`;
      const mask = (variants.get(id)?.mask ?? 0) | bit;
      variants.set(id, { kind: [definition, letter, plural, mask], mask });
    }
  }
  const texts = new Texts();
  return {
    minors: releases.map(({ minor }) => minor),
    definitions: Object.fromEntries([...definitions].map(([name, draft]) => [name, packed(draft, texts)])),
    kinds: Object.fromEntries(
      [...kinds].map(([key, variants]) => [key, [...variants.values()].map(({ kind }) => kind)]),
    ),
    customGroups,
    texts: texts.all,
  };
}

interface Variant {
  mask: number;
  text: string | undefined;
}

interface Drafted extends Variant {
  readonly fields: Map<string, Map<string, Variant>>;
}

function packed(draft: Drafted, texts: Texts): PackedDefinition {
  const fields: Record<string, readonly PackedField[]> = {};
  for (const [field, variants] of draft.fields) {
    fields[field] = [...variants].map(([type, { mask, text }]) => [
      type,
      texts.index(text),
      mask === draft.mask ? 0 : mask,
    ]);
  }
  return [draft.mask, texts.index(draft.text), fields];
}

class Texts {
  readonly all: string[] = [];
  readonly #known = new Map<string, number>();

  index(text: string | undefined): number {
    if (text === undefined) return -1;
    let index = this.#known.get(text);
    if (index === undefined) {
      index = this.all.push(text) - 1;
      this.#known.set(text, index);
    }
    return index;
  }
}

function encode(type: FieldType): string {
  if (type.kind === 'list') return `[${encode(type.of)}`;
  if (type.kind === 'map') return `{${encode(type.of)}`;
  if (type.kind === 'ref') return `@${type.name}`;
  const format = type.format === undefined ? '' : `:${type.format}`;
  return LETTERS[type.kind] + format + (type.enum ? `=${type.enum.join('|')}` : '');
}
