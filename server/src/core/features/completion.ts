import { CONFIG_FILE } from '../checks/config/fileName.ts';
import { IGNORE_ANNOTATION } from '../checks/waivers.ts';
import { isKustomization } from '../workspace/kustomize.ts';
import { nameOf } from '../workspace/uris.ts';
import { annotationSuggestions, commentSuggestions } from './completion/checkIds.ts';
import { belowSuggestions } from './completion/below.ts';
import { configSuggestions } from './completion/config.ts';
import type { FeatureContext } from './completion/context.ts';
import { layoutOf } from './completion/context.ts';
import { fieldSuggestions } from './completion/fields.ts';
import { gvkSuggestions, schemaPlace, wholeObjects } from './completion/kinds.ts';
import { kustomizationSuggestions } from './completion/kustomization.ts';
import { labelSuggestions, nameSuggestions } from './completion/names.ts';
import { fitting } from './completion/fitting.ts';
import type { Suggestion } from './completion/suggestion.ts';
import { snippetEdit } from './completion/suggestion.ts';
import { usualValues } from './completion/usualValues.ts';
import { valueSuggestion, valueSuggestions } from './completion/values.ts';
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
  if (isKustomization(context.uri)) return kustomizationSuggestions(text, place, context);
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
  const usual = described.schema.type === 'string' ? usualSuggestions(place, object, context) : [];
  const values = distinct(valueSuggestions(place, described), usual);
  return [...below, ...distinct(names, values)];
}

/** What is usually written where the schema allows any text. */
function usualSuggestions(place: Place, object: PlacedObject, context: FeatureContext): Suggestion[] {
  const path = typeof place.path.at(-1) === 'number' ? place.path.slice(0, -1) : place.path;
  const holder = describePath(path, object, context.schemas, schemaPlace(context));
  return usualValues(holder?.owner?.name, holder?.field?.name).map((value, index) => ({
    ...valueSuggestion(place, value),
    rank: AFTER_NAMES + index,
  }));
}

const AFTER_NAMES = 20;

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
  const fields = fieldSuggestions(text, place, described, layoutOf(text));
  const isScalarItem = place.isItem && described.schema.type === 'string';
  const usual = isScalarItem ? usualSuggestions(place, object, context) : [];
  return fitting(distinct([...labels, ...names], distinct(fields, usual)), text, place, object, context);
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
  const fields = fitting(
    fieldSuggestions(text, place, described, layoutOf(text), true).map((one) =>
      identityField(one, text, place, object, context),
    ),
    text,
    place,
    object,
    context,
  );
  return isNew && place.style === 'block'
    ? [...wholeObjects(place, context, layoutOf(text)), ...fields]
    : fields;
}

/** `apiVersion` and `kind` with the only value that goes with the other one, else with room for it. */
function identityField(
  suggestion: Suggestion,
  text: string,
  place: Place,
  object: PlacedObject,
  context: FeatureContext,
): Suggestion {
  const { label, edit } = suggestion;
  if (label !== 'apiVersion' && label !== 'kind') return suggestion;
  const other = label === 'kind' ? object.apiVersion : object.kind;
  const below = {
    ...place,
    path: [...place.path, label],
    word: { start: edit.start, end: edit.start },
    typed: '',
  };
  const values =
    other === ''
      ? []
      : gvkSuggestions(text, below, object, context).filter((one) => one.isDeprecated !== true);
  const [only] = values;
  const value = only && values.length === 1 ? only.label : '$0';
  const snippet = edit.snippet.replace(/(?<=: )(?:\$0|\$\{1:\w+\})$/, () => value);
  return { ...suggestion, edit: snippetEdit({ start: edit.start, end: edit.end }, snippet) };
}

/** Whether there is more to suggest where a suggestion leaves the cursor. */
export function leadsOn(text: string, { edit, also }: Suggestion, context: FeatureContext): boolean {
  const at = edit.snippet.search(/(?<!\\)\$0/);
  if (at < 0 || also) return false;
  const before = snippetEdit(edit, edit.snippet.slice(0, at)).text;
  const accepted = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  return suggestionsAt(accepted, edit.start + before.length, context).length > 0;
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
