import { escapeSnippet, renderInline } from '../../manifest/render.ts';
import type { Described } from '../../schema/describe.ts';
import type { ScalarValue, Schema } from '../../schema/schema.ts';
import type { Place } from '../place/place.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';

/** What a scalar may be: allowed values, the default, quantities. */
export function valueSuggestions(place: Place, { schema, field }: Described): Suggestion[] {
  const name = place.path.findLast((key) => typeof key === 'string') ?? '';
  return scalarValues(place, schema, name, field?.default);
}

export function scalarValues(place: Place, schema: Schema, name: string, fallback?: unknown): Suggestion[] {
  const values = new Map<ScalarValue, Partial<Suggestion>>();
  const isDefault = { detail: 'default', rank: 1 };
  if (typeof fallback === 'string' || typeof fallback === 'number' || typeof fallback === 'boolean') {
    values.set(fallback, isDefault);
  }
  for (const value of schema.enum ?? []) {
    if (value !== '' && value !== null && !values.has(value)) values.set(value, {});
  }
  if (schema.type === 'boolean') {
    for (const value of [true, false]) if (!values.has(value)) values.set(value, {});
  }
  if (schema.type === 'quantity') {
    for (const [value, meaning] of quantities(place.typed, name)) values.set(value, { detail: meaning });
  }
  return [...values].map(([value, more], index) => ({
    ...valueSuggestion(place, value),
    rank: 2 + index,
    ...more,
  }));
}

/** A scalar in the quotes that it needs or that are there. */
export function valueSuggestion(place: Place, value: ScalarValue): Suggestion {
  const { quote, before, after, style } = place;
  const needsQuotes = typeof value === 'string' || style !== 'json';
  const own = quote !== '' && needsQuotes ? quote : '';
  const written = own === '' ? renderInline(value, style === 'json').text : own + String(value) + own;
  return {
    label: String(value),
    kind: 'value',
    edit: snippetEdit(place.word, escapeSnippet(before + written + after)),
    filter: quote + String(value),
    rank: 2,
  };
}

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti'] as const;
const NAMES: Readonly<Record<string, string>> = {
  Ki: 'kibibytes (1,024 bytes)',
  Mi: 'mebibytes (1,024² bytes)',
  Gi: 'gibibytes (1,024³ bytes)',
  Ti: 'tebibytes (1,024⁴ bytes)',
};

/** The number that was typed with its suffixes, or usual quantities. */
function quantities(typed: string, name: string): [string, string][] {
  const [, number] = /^(\d+(?:\.\d+)?)[A-Za-z]*$/.exec(typed) ?? [];
  const isCpu = /cpu$/i.test(name);
  if (number !== undefined) {
    const whole: [string, string] = [number, isCpu ? 'cores' : 'units'];
    if (isCpu) return [[`${number}m`, 'thousandths of a core'], whole];
    return BINARY.map((suffix) => [number + suffix, NAMES[suffix] ?? '']);
  }
  if (isCpu) {
    return [
      ['50m', 'a twentieth of a core'],
      ['100m', 'a tenth of a core'],
      ['250m', 'a quarter of a core'],
      ['500m', 'half a core'],
      ['1', 'one core'],
    ];
  }
  if (/memory$/i.test(name)) return ['64Mi', '128Mi', '256Mi', '512Mi', '1Gi'].map((value) => [value, '']);
  if (/storage$|sizeLimit$/i.test(name)) return ['1Gi', '10Gi', '100Gi'].map((value) => [value, '']);
  return [];
}
