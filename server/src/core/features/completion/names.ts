import { escapeSnippet, renderInline } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Described } from '../../schema/describe.ts';
import type { PlacedObject } from '../place/object.ts';
import { describePath } from '../place/object.ts';
import type { Place } from '../place/place.ts';
import type { FeatureContext } from './context.ts';
import { inCluster } from './names/inCluster.ts';
import { labelKeys, labelValues, whose } from './names/labels.ts';
import { neighboursAt } from './names/neighbours.ts';
import type { Known } from './names/objects.ts';
import { objectNames } from './names/objects.ts';
import { podParts } from './names/podParts.ts';
import { ports } from './names/ports.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';
import { valueSuggestion } from './values.ts';

/** Names that other objects have: of objects, their keys, ports and labels. */
export function nameSuggestions(
  text: string,
  place: Place,
  described: Described,
  object: PlacedObject,
  context: FeatureContext,
): Suggestion[] {
  const { type } = described.schema;
  if (type !== 'string' && type !== 'intOrString' && type !== 'integer') return [];
  const around = neighboursAt(text, place, object, context);
  if (!around) return [];
  const mapOf = (): Described | undefined =>
    describePath(place.path.slice(0, -1), object, context.schemas, context);
  const found: Known[] = [
    ...objectNames(place, described, around),
    ...podParts(place, described, around),
    ...ports(place, described, around),
    ...labelValues(place, described, mapOf, around),
    ...inCluster(place, described, around.own.resource.namespace, context.cluster),
  ];
  const distinct = new Map<string | number, Known>();
  for (const one of found) if (!distinct.has(one.value)) distinct.set(one.value, one);
  return [...distinct.values()].map(({ value, detail, rank }) => ({
    ...valueSuggestion(place, value),
    kind: 'name',
    detail,
    rank,
  }));
}

/** Keys of labels that pods, Services or nodes have, with their values. */
export function labelSuggestions(
  text: string,
  place: Place,
  described: Described,
  object: PlacedObject,
  context: FeatureContext,
): Suggestion[] {
  if (!described.schema.values && described.schema.type !== 'any') return [];
  const around = neighboursAt(text, place, object, context);
  if (!around) return [];
  const present = place.entries(place.path.length);
  return [...labelKeys(place, described, around)].flatMap(([label, values]) =>
    present.has(label)
      ? []
      : [
          {
            label,
            kind: 'name' as const,
            detail: whose(values),
            edit: snippetEdit(place.word, entry(place, label, [...values.keys()])),
            filter: place.quote + label,
            rank: values.size > 0 ? 1 : 2,
          },
        ],
  );
}

function entry(place: Place, key: string, values: readonly string[]): string {
  const { quote, style, hasColon, after } = place;
  const json = style === 'json';
  const name = escapeSnippet(quote === '' ? (json ? JSON.stringify(key) : key) : quote + key + quote);
  if (hasColon) return name;
  const [first] = values;
  if (first === undefined) return json ? `${name}: "$0"${after}` : `${name}: $0${after}`;
  const value: Value = placeholder(first, values.length > 1 ? { choices: values } : {});
  return `${name}: ${renderInline(value, json).snippet}${after}`;
}
