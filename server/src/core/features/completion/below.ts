import { escapeSnippet, renderInline } from '../../manifest/render.ts';
import type { Described } from '../../schema/describe.ts';
import { placeBelow } from '../place/below.ts';
import type { Place } from '../place/place.ts';
import type { Layout } from './context.ts';
import { valueFor } from './skeletons.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';

/**
 * Behind the key of a mapping or list, on its line: what may stand below it, put on lines of its own. In flow style the whole
 * value. `keysAt` gives what may stand at a place of a key.
 */
export function belowSuggestions(
  text: string,
  place: Place,
  { schema, field }: Described,
  layout: Layout,
  keysAt: (below: Place) => Suggestion[],
): Suggestion[] {
  const isList = schema.type === 'list';
  if (!isList && schema.type !== 'object') return [];
  if (place.style !== 'block') return wholeInline(place, { schema, field }, isList);
  const below = placeBelow(text, place, isList);
  if (!below) return [];
  const pad = layout.eol + ' '.repeat(below.column);
  const before = text.slice(below.word.start, place.word.start);
  return keysAt(below).map((one) => ({
    ...one,
    edit: snippetEdit(below.word, pad + one.edit.snippet),
    filter: before + (one.filter ?? one.label),
  }));
}

function wholeInline(
  place: Place,
  { schema, field }: Pick<Described, 'schema' | 'field'>,
  isList: boolean,
): Suggestion[] {
  if (place.word.end > place.word.start) return [];
  const json = place.style === 'json';
  const { text, snippet } = renderInline(valueFor(schema, field?.name ?? 'item'), json);
  const isEmpty = /^[[\]{}\s]*$/.test(text);
  const written = isEmpty ? (isList ? '[$0]' : String.raw`{$0\}`) : snippet;
  const edit = snippetEdit(place.word, escapeSnippet(place.before) + written + place.after);
  return [{ label: isEmpty ? edit.text : text, kind: 'field', detail: schema.name, edit, rank: 0 }];
}
