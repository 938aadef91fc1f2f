import type { AnyCheck } from '../checks/check.ts';
import { ENGINE_FINDINGS } from '../checks/engineFindings.ts';
import type { JsonSchema } from '../checks/config/schema.ts';
import { configSchema, schemasAt } from '../checks/config/schema.ts';
import type { Hover } from './hover.ts';
import { unquote } from './place/place.ts';
import { placeAt } from './place/placeAt.ts';

export interface ConfigHoverSources {
  readonly checks: readonly AnyCheck[];
  /** The link to a check's page. */
  readonly link: (id: string) => string;
}

/** What a key or value of the config file means. */
export function configHover(text: string, offset: number, sources: ConfigHoverSources): Hover | undefined {
  const place = placeAt(text, offset);
  if (!place || place.word.start === place.word.end) return undefined;
  const word = unquote(text.slice(place.word.start, place.word.end));
  const isKey = place.role === 'key' && place.hasColon;
  const path = isKey ? [...place.path, word] : place.path;
  const nodes = schemasAt(configSchema(sources.checks), path);
  const check = path.at(-2) === 'checks' ? known(sources.checks, path.at(-1)) : undefined;
  const found = check
    ? checkText(check, sources)
    : isKey
      ? keyText(word, nodes)
      : (valueText(word, nodes) ?? keyText(String(path.at(-1)), nodes));
  return found === undefined ? undefined : { text: found, span: place.word };
}

type Known = Pick<AnyCheck, 'id' | 'title' | 'severity' | 'aliases'>;

function known(checks: readonly AnyCheck[], id: unknown): Known | undefined {
  return checks.find((one) => one.id === id) ?? ENGINE_FINDINGS.find((one) => one.id === id);
}

function checkText({ id, title, severity, aliases = {} }: Known, { link }: ConfigHoverSources): string {
  const names = Object.entries(aliases).map(
    ([tool, ids]) => `${tool} ${ids.map((one) => `\`${one}\``).join(', ')}`,
  );
  return [
    `**${id}**: ${title}.`,
    `Recommended: \`${severity}\`.${names.length > 0 ? ` Elsewhere: ${names.join('; ')}.` : ''}`,
    `[More about \`${id}\`](${link(id)})`,
  ].join('\n\n');
}

function keyText(name: string, nodes: readonly JsonSchema[]): string | undefined {
  const text = nodes.find(({ description }) => description !== undefined)?.description;
  if (text === undefined) return undefined;
  const type = nodes.map(typeText).filter((one) => one !== '');
  const given = nodes.find((node) => node.default !== undefined)?.default;
  const head = [
    `*${type.length > 0 ? [...new Set(type)].join(' or ') : 'any value'}*`,
    ...(given === undefined ? [] : [`default \`${JSON.stringify(given)}\``]),
  ];
  return `**${name}**: ${head.join(', ')}\n\n${text}`;
}

function typeText({ type, enum: values, items }: JsonSchema): string {
  if (values)
    return values
      .filter((one) => one !== false)
      .map((one) => `\`${one}\``)
      .join(', ');
  if (type === 'array') return items?.type === 'string' ? 'list of texts' : 'list';
  if (type === 'object') return 'mapping';
  return String(type ?? '')
    .replace('string', 'text')
    .replace(',', ' or ');
}

function valueText(word: string, nodes: readonly JsonSchema[]): string | undefined {
  for (const { enum: values, enumDescriptions } of nodes) {
    const text = enumDescriptions?.[values?.indexOf(word) ?? -1];
    if (text !== undefined) return `**${word}**: ${text}`;
  }
  return undefined;
}
