import type { JsonSchema } from '../../checks/config/schema.ts';
import { configSchema, schemasAt } from '../../checks/config/schema.ts';
import { escapeSnippet } from '../../manifest/render.ts';
import type { Place } from '../place/place.ts';
import type { FeatureContext, Layout } from './context.ts';
import { layoutOf, lineSpan } from './context.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';
import { valueSuggestion } from './values.ts';

/** What can stand in `.kube-guardrails.yaml`, by its schema. */
export function configSuggestions(text: string, place: Place, { checks }: FeatureContext): Suggestion[] {
  const schema = configSchema(checks);
  const at = (path: Place['path']): readonly JsonSchema[] => schemasAt(schema, path);
  const nodes = at(place.path);
  if (place.role === 'value') return values(place, nodes);
  const items = nodes.flatMap((node) => (node.items ? at([...place.path, 0]) : []));
  if (items.length > 0 && !place.hasColon) {
    if (place.style !== 'block') return values(place, items);
    return newItems(text, place, at, layoutOf(text));
  }
  if (place.isItem && nodes.every(({ properties }) => !properties)) return values(place, nodes);
  return keys(place, nodes, (name) => at([...place.path, name]), layoutOf(text));
}

/** Allowed values, the usual one first. A text stands for `off`, which YAML 1.1 reads as `false`. */
function values(place: Place, nodes: readonly JsonSchema[]): Suggestion[] {
  return nodes.flatMap((node) => {
    const words = node.type === 'boolean' ? [true, false] : (node.enum ?? []).filter((one) => one !== false);
    return words.map((word, index) => ({
      ...valueSuggestion(place, word),
      rank: index,
      ...(node.enumDescriptions?.[index] ? { detail: node.enumDescriptions[index] } : {}),
    }));
  });
}

type Below = (name: string) => readonly JsonSchema[];

function keys(place: Place, nodes: readonly JsonSchema[], below: Below, layout: Layout): Suggestion[] {
  const present = place.entries(place.path.length);
  const names = nodes.flatMap(({ properties }) => Object.keys(properties ?? {}));
  return names.flatMap((name, index) => {
    if (present.has(name)) return [];
    const children = below(name);
    const rest = place.hasColon ? '' : afterKey(place, children, layout);
    const detail = children.find(({ description }) => description !== undefined)?.description;
    const suggestion: Suggestion = {
      label: name,
      kind: 'field',
      edit: snippetEdit(place.word, escapeSnippet(name) + rest),
      rank: index,
      ...(detail === undefined ? {} : { detail, documentation: () => detail }),
    };
    return [suggestion];
  });
}

/** The colon and what a key is usually followed by. */
function afterKey(place: Place, nodes: readonly JsonSchema[], { step, eol }: Layout): string {
  const block = place.style === 'block';
  const indent = eol + ' '.repeat(place.column + step);
  const [first] = nodes;
  const choices = first?.type === 'boolean' ? ['true', 'false'] : first?.enum?.filter((one) => one !== false);
  if (first?.default !== undefined && typeof first.default === 'string' && first.default !== '')
    return `: "\${1:${escapeSnippet(first.default)}}"`;
  if (choices) return `: \${1|${choices.map(String).join(',')}|}`;
  if (first?.type === 'array') {
    const isText = first.items?.properties === undefined;
    if (!block || isText) return ': [$0]';
    return `:${indent}- $0`;
  }
  if (first?.type === 'object') return block ? `:${indent}$0` : String.raw`: {$0\}`;
  return ': $0';
}

/** On a line of its own below the key of a list: its values, or the keys that an item may begin with. */
function newItems(
  text: string,
  place: Place,
  at: (path: Place['path']) => readonly JsonSchema[],
  layout: Layout,
): Suggestion[] {
  const item = [...place.path, 0];
  const { span, pad, before } = lineSpan(text, place);
  const inner = { ...place, path: item, column: place.column + 2, isItem: true, entries: () => NONE };
  const suggestions = [
    ...values({ ...inner, before: '' }, at(item)),
    ...keys(inner, at(item), (name) => at([...item, name]), layout),
  ];
  return suggestions.map((one) => ({
    ...one,
    label: `- ${one.label}`,
    edit: snippetEdit(span, `${pad}- ${one.edit.snippet}`),
    filter: `${before}- ${one.label}`,
  }));
}

const NONE: ReadonlyMap<string, string> = new Map();
