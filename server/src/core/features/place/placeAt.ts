import { lineStart } from '../../text.ts';
import { flowPlaceAt } from './flow.ts';
import type { Line } from './line.ts';
import { commentColumn, readLine } from './line.ts';
import type { Place } from './place.ts';
import { quoteOf } from './place.ts';
import type { Step } from './walk.ts';
import { columnBelow, entriesAround, stepsAbove } from './walk.ts';

/**
 * Where an offset of a document lies in its structure. Reads the text by its indentation and not the parsed tree, so that a
 * half-typed key or an open quote does no harm. `undefined` in comments, block scalars, and where nothing can be typed.
 */
export function placeAt(text: string, offset: number): Place | undefined {
  const start = lineStart(text, offset);
  const root = ROOT_FLOW.exec(text);
  if (root) {
    const place = flowPlaceAt(text, root[0].length - 1, offset, []);
    return place === 'outside' ? undefined : place;
  }
  const line = readLine(text, start);
  const at = offset - start;
  const comment = commentColumn(line.text);
  if ((comment >= 0 && comment < at) || /^(?:---|\.\.\.|%)/.test(line.text)) return undefined;
  const isBlank = line.column === line.text.length;
  const column = isBlank && (line.dashes.length === 0 || at > line.column) ? at : line.column;
  if (at < line.column && !(isBlank && line.dashes.length === 0)) return undefined;
  if (isBlank && line.dashes.at(-1) === at - 1) return undefined;
  const steps = stepsAbove(text, line, column);
  const flow = insideFlow(text, offset, steps);
  if (flow !== 'outside') return flow;
  if (steps.some(({ key, line: above }) => typeof key === 'string' && above.value !== '')) return undefined;
  if (line.key === undefined || at <= line.colon) return keyPlace(text, line, at, column, steps);
  return valuePlace(text, line, at, steps);
}

/** A document that is one flow collection, such as JSON. */
const ROOT_FLOW = /^\uFEFF?(?:(?:[ \t]*(?:#[^\n]*)?|---[^\n]*|%[^\n]*)\n)*[ \t]*[{[]/;

/** The place in the outermost flow collection above that is still open. */
function insideFlow(text: string, offset: number, steps: readonly Step[]): ReturnType<typeof flowPlaceAt> {
  for (const [depth, { key, line }] of steps.entries()) {
    const isKey = typeof key === 'string';
    if (!/^[{[]/.test(line.value) || (!isKey && line.key !== undefined)) continue;
    const from = line.start + line.valueColumn;
    if (from >= offset) continue;
    const base = steps.slice(0, depth + 1).map((step) => step.key);
    const place = flowPlaceAt(text, from, offset, base);
    if (place !== 'outside') return place && { ...place, entries: mixed(text, steps, base.length, place) };
  }
  return 'outside';
}

function mixed(text: string, steps: readonly Step[], base: number, place: Place): Place['entries'] {
  return (depth, own) => (depth < base ? entriesOf(text, steps, depth) : place.entries(depth, own));
}

function entriesOf(text: string, steps: readonly Step[], depth: number): ReadonlyMap<string, string> {
  const step = steps[depth];
  return step && typeof step.key === 'string' ? entriesAround(text, step.line, step.column, true) : NONE;
}

const NONE: ReadonlyMap<string, string> = new Map();

function keyPlace(
  text: string,
  line: Line,
  at: number,
  column: number,
  steps: readonly Step[],
): Place | undefined {
  const path = steps.map(({ key }) => key);
  const isBlank = line.column === line.text.length;
  const written = line.key === undefined ? line.value : line.text.slice(line.column, line.colon).trimEnd();
  const end = column + (isBlank ? 0 : written.length);
  const isFlow = /^[{[]/.test(written);
  if (isFlow) {
    const place = flowPlaceAt(text, line.start + line.column, line.start + at, path);
    if (!place || place === 'outside') return undefined;
    return { ...place, entries: mixed(text, steps, path.length, place) };
  }
  if (at > end || /^[|>*&!]/.test(written)) return undefined;
  const parent = steps.at(-1);
  const known = isBlank && line.dashes.length === 0 && parent ? keyColumn(text, parent) : undefined;
  return {
    role: 'key',
    path,
    word: { start: line.start + column, end: line.start + end },
    typed: line.text.slice(column, at).replace(/^["']/, ''),
    quote: quoteOf(written),
    style: 'block',
    column: known ?? column,
    hasColon: line.key !== undefined,
    before: '',
    after: '',
    isItem: line.dashes.length > 0,
    entries: (depth, own = false) =>
      depth < path.length ? entriesOf(text, steps, depth) : entriesAround(text, line, known ?? column, own),
  };
}

/** Where the keys below a key stand already, or those of a list item behind its dash. */
function keyColumn(text: string, { key, line, column }: Step): number | undefined {
  if (typeof key === 'string') return columnBelow(text, line, column);
  return line.key === undefined ? undefined : line.column;
}

function valuePlace(text: string, line: Line, at: number, steps: readonly Step[]): Place | undefined {
  const { key = '', value, valueColumn } = line;
  const path = [...steps.map((step) => step.key), key];
  const own: Step = { key, line, column: line.column };
  if (/^[{[]/.test(value) && at > valueColumn) {
    const place = flowPlaceAt(text, line.start + valueColumn, line.start + at, path);
    if (place === 'outside' || !place) return undefined;
    return { ...place, entries: mixed(text, [...steps, own], path.length, place) };
  }
  if (/^[|>*{[]/.test(value)) return undefined;
  const start = value === '' ? at : valueColumn;
  const end = start + value.length;
  if (at < start || at > end) return undefined;
  return {
    role: 'value',
    path,
    word: { start: line.start + start, end: line.start + end },
    typed: line.text.slice(start, at).replace(/^["']/, ''),
    quote: quoteOf(value),
    style: 'block',
    column: line.column,
    hasColon: false,
    before: value === '' && at === line.colon + 1 ? ' ' : '',
    after: '',
    isItem: false,
    entries: (depth) => entriesOf(text, [...steps, own], depth),
  };
}
