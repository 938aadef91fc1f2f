import type { Described } from '../schema/describe.ts';
import type { Availability, Schema } from '../schema/schema.ts';
import { formatRange } from '../schema/schema.ts';
import { escapeMarkdown } from './hover.ts';

/** A type in a few words: `string`, `list of Container`, `map of string`. */
export function typeText(schema: Schema): string {
  switch (schema.type) {
    case 'object':
      if (schema.name !== undefined) return schema.name;
      return schema.values ? `map of ${typeText(schema.values)}` : 'object';
    case 'list':
      return schema.items ? `list of ${typeText(schema.items)}` : 'list';
    case 'intOrString':
      return 'number or string';
    case 'any':
      return 'any value';
    default:
      return schema.type;
  }
}

/** What a field is for and what may stand in it, in Markdown. */
export function describeField({ schema, field }: Described): string {
  const parts = [head({ schema, field })];
  const text = field?.description ?? schema.description;
  if (text) parts.push(plainText(text));
  const values = (schema.type === 'list' ? schema.items : schema)?.enum?.filter(
    (one) => one !== null && one !== '',
  );
  if (values && values.length > 0) parts.push(`One of ${values.map((one) => `\`${one}\``).join(', ')}`);
  return parts.join('\n\n');
}

function head({ schema, field }: Pick<Described, 'schema' | 'field'>): string {
  const parts = [`*${escapeMarkdown(typeText(schema))}*`];
  if (schema.format) parts.push(`\`${schema.format}\``);
  if (field?.required) parts.push('**required**');
  if (field?.default !== undefined) parts.push(`default \`${JSON.stringify(field.default)}\``);
  parts.push(...rangeOf(field?.availability));
  const name = field ? `**${escapeMarkdown(field.name)}**: ` : '';
  return name + parts.join(', ');
}

function rangeOf(availability: Availability | undefined): string[] {
  const { since, until } = availability ?? {};
  return [
    ...(since ? [`since Kubernetes ${formatRange(since)}`] : []),
    ...(until ? [`gone in Kubernetes ${formatRange(until)}`] : []),
  ];
}

/** Descriptions are written in Markdown of a kind; HTML and pictures stay text. */
export function plainText(text: string): string {
  const lines = text.replaceAll('<', '&lt;').replaceAll('![', String.raw`!\[`);
  return lines.length > MOST ? `${lines.slice(0, lines.lastIndexOf(' ', MOST))} ...` : lines;
}

const MOST = 1500;
