import { escapeSnippet, renderBlock, renderInline } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import type { Described } from '../../schema/describe.ts';
import { isDeprecated } from '../../schema/deprecatedField.ts';
import type { FieldSchema, Schema } from '../../schema/schema.ts';
import { isServerSet } from '../../schema/serverSetFields.ts';
import { describeField, typeText } from '../describeField.ts';
import type { Place } from '../place/place.ts';
import type { Layout } from './context.ts';
import { lineSpan } from './context.ts';
import { fieldValue, isScalar, itemValue } from './skeletons.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';
import { usualIndex } from './usualOrder.ts';
import { usualQuantities } from './usualValues.ts';
import { scalarValues } from './values.ts';

/** The fields that are not there yet, or a new item where a list is meant. */
export function fieldSuggestions(
  text: string,
  place: Place,
  { schema, field, owner }: Described,
  layout: Layout,
  isRoot = false,
): Suggestion[] {
  if (schema.type === 'list' && schema.items && place.style === 'block' && !place.hasColon) {
    return itemSuggestions(text, place, schema.items, field?.name ?? 'item', layout);
  }
  if (schema.type !== 'object') return place.isItem ? scalarValues(place, schema, '') : [];
  const present = place.entries(place.path.length);
  if (schema.values?.type === 'quantity') return quantityEntries(place, { field, owner }, present);
  const missing = [...(schema.fields?.values() ?? [])].filter(
    ({ name }) => !present.has(name) && !isServerSet(name, schema),
  );
  const suggestions = missing.map((one) => ({
    ...fieldSuggestion(text, place, one, schema, layout),
    rank: rankOf(one, schema, isRoot),
  }));
  const whole =
    place.isItem && present.size === 0 && !place.hasColon ? wholeItem(text, place, schema, layout) : [];
  return [...whole, ...suggestions];
}

/** Required fields before those that are usual, and these before the rest; an object itself has an order of its own. */
function rankOf(field: FieldSchema, owner: Schema, isRoot: boolean): number {
  const index = usualIndex(owner.name, field.name, isRoot);
  const isOrdered = isRoot || owner.name === 'ObjectMeta';
  if (index !== undefined && isOrdered) return RANKS.first + index;
  if (field.required) return RANKS.required + (index ?? RANKS.step - 1);
  if (index !== undefined) return RANKS.usual + index;
  return isDeprecated(field) ? RANKS.deprecated : RANKS.other;
}

const RANKS = { first: 10, required: 30, usual: 50, other: 80, deprecated: 90, step: 20 } as const;

/** The names of resources that a map of quantities usually has. */
function quantityEntries(
  place: Place,
  { field, owner }: Pick<Described, 'field' | 'owner'>,
  present: ReadonlyMap<string, string>,
): Suggestion[] {
  const name = field?.name ?? '';
  const json = place.style === 'json';
  return Object.entries(usualQuantities(owner?.name, name)).flatMap(([key, value], index) => {
    if (present.has(key)) return [];
    const written = json ? JSON.stringify(key) : quoted(key, place.quote);
    const snippet = place.hasColon
      ? written
      : `${written}: ${renderInline(value, json).snippet}${place.after}`;
    return [
      {
        label: key,
        kind: 'field' as const,
        detail: 'quantity',
        edit: snippetEdit(place.word, snippet),
        filter: place.quote + key,
        rank: index,
      },
    ];
  });
}

function fieldSuggestion(
  text: string,
  place: Place,
  field: FieldSchema,
  owner: Schema,
  layout: Layout,
): Suggestion {
  const { name } = field;
  const deprecated = isDeprecated(field);
  const shared = {
    label: name,
    kind: 'field',
    detail: `${typeText(field.schema)}${field.required ? ', required' : ''}`,
    rank: RANKS.other,
    ...(deprecated ? { isDeprecated: true } : {}),
    documentation: () => describeField({ schema: field.schema, field, owner }),
  } as const;
  if (place.style !== 'block') {
    const key = place.style === 'json' ? JSON.stringify(name) : quoted(name, place.quote);
    const snippet = place.hasColon
      ? escapeSnippet(key)
      : `${inlineField(key, field, owner, place.style === 'json')}${place.after}`;
    return { ...shared, edit: snippetEdit(place.word, snippet), filter: place.quote + name };
  }
  if (place.hasColon || place.quote !== '') {
    const snippet = escapeSnippet(quoted(name, place.quote)) + (place.hasColon ? '' : ': $0');
    return { ...shared, edit: snippetEdit(place.word, snippet), filter: place.quote + name };
  }
  const { span, pad, before } = lineSpan(text, place);
  const snippet = pad + blockField(field, owner, place.column, layout);
  return { ...shared, edit: snippetEdit(span, snippet), filter: before + name };
}

function quoted(name: string, quote: Place['quote']): string {
  return quote + name + quote;
}

/** A field on lines of its own, without the indentation of the first. */
function blockField(
  field: FieldSchema,
  owner: Schema,
  column: number,
  { step, indentsLists, eol }: Layout,
): string {
  const { name, schema } = field;
  const value = fieldValue(field, owner.name);
  if (value !== undefined && !isEmpty(value)) {
    return renderBlock({ [name]: value }, column, step, eol, indentsLists).snippet.slice(column);
  }
  const key = `${escapeSnippet(name)}:`;
  if (schema.type === 'list') {
    const inner = ' '.repeat(column + (indentsLists ? step : 0));
    return `${key}${eol}${inner}- $0`;
  }
  if (schema.type !== 'object') return `${key} $0`;
  return field.required ? `${key} {$0}` : `${key}${eol}${' '.repeat(column + step)}$0`;
}

function inlineField(key: string, field: FieldSchema, owner: Schema, json: boolean): string {
  const value = fieldValue(field, owner.name);
  if (value !== undefined && !isEmpty(value))
    return `${escapeSnippet(key)}: ${renderInline(value, json).snippet}`;
  const empty = field.schema.type === 'list' ? '[$0]' : isScalar(field.schema) ? '$0' : String.raw`{$0\}`;
  return `${escapeSnippet(key)}: ${json && field.schema.type === 'string' ? '"$0"' : empty}`;
}

function isEmpty(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.every(isEmpty) : Object.keys(value).length === 0;
}

/** A new item where the cursor stands on a line of its own below a list's key. */
function itemSuggestions(
  text: string,
  place: Place,
  items: Schema,
  name: string,
  layout: Layout,
): Suggestion[] {
  const { span, pad, before } = lineSpan(text, place);
  const value = itemValue(items, name) ?? '';
  const rendered =
    value === '' || isEmpty(value)
      ? '- $0'
      : renderBlock([value], place.column, layout.step, layout.eol, layout.indentsLists).snippet.slice(
          place.column,
        );
  const label = `- ${items.name ?? typeText(items)}`;
  return [
    {
      label,
      kind: 'field',
      detail: 'new item',
      edit: snippetEdit(span, pad + rendered),
      filter: `${before}- `,
      rank: 0,
    },
  ];
}

/** All that an item needs, at once. */
function wholeItem(text: string, place: Place, schema: Schema, layout: Layout): Suggestion[] {
  const value = itemValue(schema, 'item');
  if (value === undefined || isEmpty(value) || Array.isArray(value)) return [];
  const names = Object.keys(value as object);
  if (names.length < 2) return [];
  const { column, word, style } = place;
  const snippet =
    style === 'block'
      ? renderBlock(value, column, layout.step, layout.eol, layout.indentsLists).snippet.slice(column)
      : renderInline(value, style === 'json', true).snippet;
  const label = names.join(', ');
  return [{ label, kind: 'field', detail: schema.name, edit: snippetEdit(word, snippet), rank: 0 }];
}
