import { CONFIG_FILE } from '../checks/config/fileName.ts';
import { IGNORE_ANNOTATION } from '../checks/waivers.ts';
import { nameOf } from '../workspace/uris.ts';
import { annotationSuggestions, commentSuggestions } from './completion/checkIds.ts';
import { belowSuggestions } from './completion/below.ts';
import { configSuggestions } from './completion/config.ts';
import type { FeatureContext } from './completion/context.ts';
import { layoutOf } from './completion/context.ts';
import { fieldSuggestions } from './completion/fields.ts';
import { gvkSuggestions, schemaPlace, wholeObjects } from './completion/kinds.ts';
import { labelSuggestions, nameSuggestions } from './completion/names.ts';
import type { Suggestion } from './completion/suggestion.ts';
import { valueSuggestions } from './completion/values.ts';
import type { Described } from '../schema/describe.ts';
import type { PlacedObject } from './place/object.ts';
import { describePath, objectAt } from './place/object.ts';
import type { Place } from './place/place.ts';
import { placeAt } from './place/placeAt.ts';

export interface Completion {
  readonly suggestions: readonly Suggestion[];
  /** With more letters there may be others. */
  readonly isPartial: boolean;
}

/**
 * As `suggestionsAt`, with what an editor has to know of the whole. `typed`: the character that asked for it. Behind a colon
 * authors go on to the next line, so nothing is offered that they would take by that.
 */
export function completionAt(
  text: string,
  offset: number,
  context: FeatureContext,
  typed?: string,
): Completion {
  const suggestions = suggestionsAt(text, offset, context)
    .filter(({ edit }) => typed !== ':' || !/^\r?\n/.test(edit.text))
    .toSorted((a, b) => a.rank - b.rank);
  const place = suggestions.length > 0 ? placeAt(text, offset) : undefined;
  const last = place?.path.at(-1);
  const names = last === undefined || last === 'kind' || last === 'apiVersion';
  return { suggestions, isPartial: place !== undefined && names };
}

/**
 * What can be put at an offset of a document. Nothing in YAML that is no Kubernetes object; whole objects where a document is
 * empty. Works on the text, so a document that is broken where the author is typing is as good as any.
 */
export function suggestionsAt(text: string, offset: number, context: FeatureContext): Suggestion[] {
  const inComment = commentSuggestions(text, offset, context.checks);
  if (inComment) return isEmptyOrManifest(text, context) ? inComment : [];
  const place = placeAt(text, offset);
  if (!place) return [];
  if (nameOf(context.uri) === CONFIG_FILE) return configSuggestions(text, place, context);
  const object = objectAt(place);
  if (place.role === 'key' && place.path.length === object.depth) {
    return rootSuggestions(text, place, object, context);
  }
  if (!isKubernetes(place, object, context)) return [];
  const last = place.path.at(-1);
  if (place.role === 'value' && last === IGNORE_ANNOTATION) {
    return annotationSuggestions(text, place, offset, context.checks);
  }
  if (
    place.role === 'value' &&
    place.path.length === object.depth + 1 &&
    (last === 'kind' || last === 'apiVersion')
  ) {
    return gvkSuggestions(text, place, object, context);
  }
  const described = describePath(place.path, object, context.schemas, schemaPlace(context));
  if (!described) return [];
  if (place.role === 'key') return keySuggestions(text, place, described, object, context);
  const below = belowSuggestions(text, place, described, layoutOf(text), (one) =>
    keySuggestions(text, one, described, object, context),
  );
  const names = nameSuggestions(text, place, described, object, context);
  return [...below, ...distinct(names, valueSuggestions(place, described))];
}

/** Keys of a mapping, or items of a list. */
function keySuggestions(
  text: string,
  place: Place,
  described: Described,
  object: PlacedObject,
  context: FeatureContext,
): Suggestion[] {
  const names = place.isItem ? nameSuggestions(text, place, described, object, context) : [];
  const labels = labelSuggestions(text, place, described, object, context);
  return distinct([...labels, ...names], fieldSuggestions(text, place, described, layoutOf(text)));
}

/** Names of what is there go before what the schema knows. */
function distinct(names: readonly Suggestion[], others: readonly Suggestion[]): Suggestion[] {
  const known = new Set(names.map(({ label }) => label));
  return [...names, ...others.filter(({ label }) => !known.has(label))];
}

function rootSuggestions(
  text: string,
  place: Place,
  object: PlacedObject,
  context: FeatureContext,
): Suggestion[] {
  const present = place.entries(object.depth);
  const isNew = object.depth === 0 && present.size === 0 && isBlankBut(text, place);
  if (!isNew && !isKubernetes(place, object, context)) return [];
  const described = describePath(place.path, object, context.schemas, schemaPlace(context)) ?? UNKNOWN;
  const fields = fieldSuggestions(text, place, described, layoutOf(text));
  return isNew && place.style === 'block'
    ? [...wholeObjects(place, context, layoutOf(text)), ...fields]
    : fields;
}

const STRING = { type: 'string' } as const;

/** What every object has, while it does not say what it is. */
const UNKNOWN = {
  schema: {
    type: 'object' as const,
    fields: new Map(
      ['apiVersion', 'kind'].map((name) => [
        name,
        { name, schema: STRING, required: true, description: undefined },
      ]),
    ),
  },
  field: undefined,
  owner: undefined,
};

/** Whether nothing but the word at the cursor, comments and markers stand in a document. */
function isBlankBut(text: string, { word }: Place): boolean {
  const rest = text.slice(0, word.start) + text.slice(word.end);
  return rest.split('\n').every((line) => /^\uFEFF?(?:\s*(?:#.*)?|---.*|\.\.\..*|%.*)\r?$/.test(line));
}

/** Whether a document says, as far as it is written, that it is an object of Kubernetes. */
function isKubernetes(
  place: Place,
  { apiVersion, kind, depth }: PlacedObject,
  { schemas, version, uri }: FeatureContext,
): boolean {
  if (nameOf(uri) === 'Chart.yaml') return false;
  if (apiVersion !== '' && kind !== '') return true;
  const root = place.entries(depth);
  if (
    root.has('apiVersion') &&
    (apiVersion === '' || /^(?:v1?|(?!v\d)[a-z][a-z0-9.-]*(?:\/.*)?)$/.test(apiVersion))
  ) {
    return true;
  }
  if (!root.has('kind') || apiVersion !== '') return false;
  for (const known of schemas.builtIn(version)?.kinds() ?? []) if (known.kind.startsWith(kind)) return true;
  return false;
}

function isEmptyOrManifest(text: string, { uri }: FeatureContext): boolean {
  return (
    nameOf(uri) === CONFIG_FILE ||
    /(?:^|[\s{,"'-])(?:apiVersion|kind)["']?[ \t]*:/m.test(text) ||
    !/^[^#\s]/m.test(text)
  );
}
