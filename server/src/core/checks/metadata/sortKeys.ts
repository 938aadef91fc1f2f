import { isMap, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';
import { ManifestDocument } from '../../manifest/document.ts';
import { extent, nextLine } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { keyText } from '../../manifest/yaml.ts';
import type { TextEdit } from '../../text.ts';
import { applyEdits, lineEnding, lineStart } from '../../text.ts';

/** The keys of a mapping as written; `undefined` where their order means something or cannot be told: merge keys, duplicates. */
export function keysInOrder({ map }: Field): string[] | undefined {
  return map && keysOf(map);
}

function keysOf(map: YAMLMap): string[] | undefined {
  const keys = map.items.map(({ key }) => keyText(key) ?? '<<');
  return keys.includes('<<') || new Set(keys).size < keys.length ? undefined : keys;
}

/**
 * Sorts the keys of a mapping and of all below it. Every entry takes its comments along, those above it and that behind it, and
 * keeps every byte. Nothing (`[]`) where the text would then mean something else, or means nothing yet.
 */
export function sortedKeys({ node, source }: Field): TextEdit[] {
  // In a broken text, nobody knows where an entry ends.
  const before = new ManifestDocument(source.text);
  if (before.isBroken) return [];
  const edits = sorted(node, source.text);
  const after = new ManifestDocument(applyEdits(source.text, edits));
  return after.problems.length === 0 && canonical(before) === canonical(after) ? edits : [];
}

function canonical({ root }: ManifestDocument): string {
  return JSON.stringify(root.toJSON(), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** A part of the text that moves as a whole. */
interface Chunk {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

function sorted(node: unknown, text: string): TextEdit[] {
  if (isSeq(node)) return node.items.flatMap((item) => sorted(item, text));
  if (!isMap(node)) return [];
  const below = node.items.flatMap(({ value }) => sorted(value, text));
  const chunks = keysOf(node) && (node.flow ? flowChunks(node, text) : blockChunks(node, text));
  const [first, last] = [chunks?.[0], chunks?.at(-1)];
  if (!chunks || !first || !last) return below;
  const order = chunks.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  if (order.every((chunk, index) => chunk === chunks[index])) return below;
  const parts = order.map((chunk) => rewritten(chunk, below, text));
  const whole = node.flow ? inFlow(parts, chunks, text) : inBlock(parts, order.indexOf(first), first, text);
  return whole === undefined ? below : [{ start: first.start, end: last.end, text: whole }];
}

/** A chunk with what is sorted inside of it. */
function rewritten({ start, end }: Chunk, below: readonly TextEdit[], text: string): string {
  const inside = below
    .filter((edit) => edit.start >= start && edit.end <= end)
    .map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return applyEdits(text.slice(start, end), inside);
}

/** What stands between entries stays where it is. */
function inFlow(parts: readonly string[], chunks: readonly Chunk[], text: string): string {
  const gaps = chunks.map(({ end }, index) => text.slice(end, chunks[index + 1]?.start ?? end));
  return parts.map((part, index) => part + (gaps[index] ?? '')).join('');
}

/** Entries are whole lines, but for the first one behind a dash and the last one of a text without a line break at its end. */
function inBlock(parts: readonly string[], wasFirst: number, first: Chunk, text: string): string | undefined {
  const pad = ' '.repeat(first.start - lineStart(text, first.start));
  const eol = lineEnding(text);
  const lines = parts.map((part, index) => (index === wasFirst ? pad : '') + part);
  if (!lines[0]?.startsWith(pad)) return undefined;
  const whole = lines.map((line) => (line.endsWith('\n') ? line : line + eol)).join('');
  const open = lines.find((line) => !line.endsWith('\n'));
  if (open !== undefined && BLOCK_SCALAR.test(open)) return undefined;
  return whole.slice(pad.length, open ? -eol.length : undefined);
}

/** Its value has a line break at its end only if the text has one. */
const BLOCK_SCALAR = /[|>][-+\d]*[ \t]*(?:#.*)?\r?\n/;

/** `undefined` where comments stand between the entries, since nobody knows to which they belong. */
function flowChunks(map: YAMLMap, text: string): Chunk[] | undefined {
  const chunks = map.items.map((pair) => {
    const [start, end] = extent(pair);
    return { key: keyText(pair.key) ?? '', start, end };
  });
  const gaps = chunks.map(({ end }, index) => text.slice(end, chunks[index + 1]?.start ?? end));
  return gaps.some((gap) => gap.includes('#')) ? undefined : chunks;
}

/** Each entry with the lines above it that belong to no other, up to the end of its last line. */
function blockChunks(map: YAMLMap, text: string): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (const pair of map.items) {
    const [key, valueEnd] = extent(pair);
    const before = chunks.at(-1);
    const indent = text.slice(lineStart(text, key), key);
    if (before ? indent.trim() !== '' : !/^[\s-]*$/.test(indent)) return undefined;
    const start = before ? before.end : startOfFirst(text, key);
    const end = nextLine(text, valueEnd);
    if (start > key) return undefined;
    chunks.push({ key: keyText(pair.key) ?? '', start, end });
  }
  return chunks;
}

/** The first entry takes the comments above it along, but for those at the head of a document and behind a dash. */
function startOfFirst(text: string, key: number): number {
  let start = lineStart(text, key);
  const indent = text.slice(start, key);
  if (indent === '' || indent.trim() !== '') return key;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!text.startsWith(`${indent}#`, above)) break;
    start = above;
  }
  return start;
}
