import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { TextEdit } from '../text.ts';
import { lineEnd, lineEnding, lineStart } from '../text.ts';
import type { Field } from './field.ts';
import type { Rendered, Value } from './render.ts';
import { isScalarValue, renderBlock, renderInline, renderScalar } from './render.ts';

/**
 * Writes a value at a place: replaces what is there, or adds the key and whatever mappings it needs above. Everything else
 * keeps every byte. Nothing (`[]`) where the place cannot exist, such as below a scalar.
 */
export function set(field: Field, value: Value): TextEdit[] {
  if (field.node) return replace(field, field.node, value);
  const { parent, key } = field;
  if (!parent || key === undefined) return [];
  if (parent.map)
    return [typeof key === 'string' ? addPair(parent, parent.map, key, value) : undefined].filter(isEdit);
  if (parent.seq) return addItem(parent, value);
  if (parent.exists) return [];
  return set(parent, typeof key === 'string' ? { [key]: value } : [value]);
}

/** Appends an item to a list, which is created where it is absent. */
export function addItem(field: Field, value: Value): TextEdit[] {
  const { seq } = field;
  if (!seq) return field.exists ? [] : set(field, [value]);
  const { text } = field.source;
  const last = seq.items.at(-1) as Node | undefined;
  if (seq.flow || !last?.range) {
    const inline = renderInline(value, isJson(text, field));
    return [insertInFlow(text, seq, last ? endOf(last) : undefined, inline)];
  }
  const column = dashColumn(text, seq);
  const eol = lineEnding(text);
  const rendered = renderBlock([value], column, stepOf(field), eol);
  return [insertLine(text, endOf(last), rendered, eol)];
}

/** Renames the key of an entry. */
export function renameKey(field: Field, name: string): TextEdit[] {
  const span = field.keySpan;
  if (!span) return [];
  return [{ ...span, text: requote(field.source.text.slice(span.start, span.end), name) }];
}

/** Removes an entry or item, and what becomes empty above it. */
export function remove(field: Field): TextEdit[] {
  const { parent } = field;
  if (!parent) return [];
  const { map, seq } = parent;
  const items: readonly unknown[] = map?.items ?? seq?.items ?? [];
  const index = map ? map.items.indexOf(field.pair as Pair) : (field.key as number);
  if (index < 0 || index >= items.length) return [];
  if (items.length === 1 && parent.parent) return remove(parent);
  const { text } = field.source;
  const bounds = (at: number): [number, number] => extent(items[at]);
  const [start, end] = bounds(index);
  if ((map ?? seq)?.flow) {
    if (index + 1 < items.length) return [{ start, end: bounds(index + 1)[0], text: '' }];
    return [{ start: index > 0 ? bounds(index - 1)[1] : start, end, text: '' }];
  }
  const from = seq ? text.lastIndexOf('-', start - 1) : start;
  const first = lineStart(text, from);
  const after = nextLine(text, end);
  if (text.slice(first, from).trim() === '') return [{ start: first, end: after, text: '' }];
  // Behind the dash of a list item (`- name: x`): what follows moves up to the dash.
  if (index + 1 >= items.length) return [];
  const next = bounds(index + 1)[0];
  return [{ start, end: seq ? text.lastIndexOf('-', next - 1) : next, text: '' }];
}

function replace(field: Field, node: Node, value: Value): TextEdit[] {
  const { text } = field.source;
  const start = node.range?.[0] ?? 0;
  const end = endOf(node);
  const json = isJson(text, field);
  const gap = start === end && /\S/.test(text[start - 1] ?? '') ? ' ' : '';
  if (isScalarValue(value)) {
    const style = field.scalar ? text.slice(start, end) : '';
    const rendered = renderScalar(value, { like: style, json });
    const block = field.scalar?.type === 'BLOCK_LITERAL' || field.scalar?.type === 'BLOCK_FOLDED';
    const tail = block && text[end - 1] === '\n' ? lineEnding(text) : '';
    return [
      withComment(
        text,
        { start, end, text: gap + rendered.text + tail, snippet: gap + rendered.snippet + tail },
        rendered,
        json,
      ),
    ];
  }
  if (insideFlow(field) || json || field.alias) {
    if (isBlock(node)) return [];
    const rendered = renderInline(value, json);
    return [{ start, end, text: gap + rendered.text, snippet: gap + rendered.snippet }];
  }
  const key = field.pair?.key as Node | undefined;
  if (!key?.range) return [];
  const eol = lineEnding(text);
  const column = key.range[0] - lineStart(text, key.range[0]);
  const inner = Array.isArray(value)
    ? column + (indentsLists(text) ? stepOf(field) : 0)
    : column + stepOf(field);
  const rendered = renderBlock(value, inner, stepOf(field), eol);
  const colon = text.indexOf(':', key.range[1]) + 1;
  if (start === end) return [insertLine(text, lineEnd(text, colon), rendered, eol)];
  const comment = /^[ \t]*#[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  const head = (node.anchor ? ` &${node.anchor}` : '') + comment + eol;
  return [
    { start: colon, end: end + comment.length, text: head + rendered.text, snippet: head + rendered.snippet },
  ];
}

/** Whether a node takes lines of its own, so that nothing on one line can stand in its place. */
function isBlock(node: Node): boolean {
  if (isMap(node) || isSeq(node)) return !node.flow && node.items.length > 0;
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}

/** Adds an entry at the end of a mapping. */
function addPair(field: Field, map: YAMLMap, key: string, value: Value): TextEdit | undefined {
  const { text } = field.source;
  const last = map.items.at(-1);
  const json = isJson(text, field);
  const eol = lineEnding(text);
  if (
    map.flow &&
    map.items.length === 0 &&
    field.pair &&
    !json &&
    !(field.parent && insideFlow(field.parent))
  ) {
    return replace(field, map, { [key]: value })[0];
  }
  if (map.flow || !last) {
    return insertInFlow(text, map, last && extent(last)[1], renderInline({ [key]: value }, json, true));
  }
  const first = (map.items[0]?.key as Node | undefined)?.range;
  if (!first) return undefined;
  const column = first[0] - lineStart(text, first[0]);
  const rendered = renderBlock({ [key]: value }, column, stepOf(field), eol, indentsLists(text));
  return insertLine(text, extent(last)[1], rendered, eol);
}

/** Inserts whole lines behind the line that holds `offset`. */
function insertLine(text: string, offset: number, rendered: Rendered, eol: string): TextEdit {
  if (offset > 0 && text[offset - 1] === '\n') {
    return { start: offset, end: offset, text: rendered.text + eol, snippet: rendered.snippet + eol };
  }
  const at = lineEnd(text, offset);
  return { start: at, end: at, text: eol + rendered.text, snippet: eol + rendered.snippet };
}

function insertInFlow(
  text: string,
  node: YAMLMap | YAMLSeq,
  lastEnd: number | undefined,
  rendered: Rendered,
): TextEdit {
  const [start, end] = node.range ?? [0, 0];
  if (lastEnd === undefined) {
    return { start: start + 1, end: end - 1, text: ` ${rendered.text} `, snippet: ` ${rendered.snippet} ` };
  }
  const first = node.items[0];
  const from = first === undefined ? start + 1 : extent(first)[0];
  const newline = text.lastIndexOf('\n', from);
  const multiline = newline > start && text.slice(newline + 1, from).trim() === '';
  const gap = multiline ? lineEnding(text) + text.slice(newline + 1, from) : ' ';
  const at = { start: lastEnd, end: lastEnd };
  return { ...at, text: `,${gap}${rendered.text}`, snippet: `,${gap}${rendered.snippet}` };
}

/** A value to be confirmed says so in a comment, where nothing else follows on its line. */
function withComment(text: string, edit: TextEdit, rendered: Rendered, json: boolean): TextEdit {
  if (!rendered.comment || json || text.slice(edit.end, lineEnd(text, edit.end)).trim() !== '') return edit;
  return { ...edit, text: `${edit.text} ${rendered.comment}` };
}

/** Where a pair or node begins and ends, without the comments behind it. */
export function extent(item: unknown): [number, number] {
  const pair = item as Partial<Pair>;
  const key = (pair.key ?? item) as Node;
  const start = key.range?.[0] ?? 0;
  if (pair.key === undefined) return [start, endOf(key)];
  const value = pair.value as Node | null;
  return [
    start,
    value?.range ? Math.max(endOf(value), (key.range?.[1] ?? 0) + 1) : (key.range?.[1] ?? 0) + 1,
  ];
}

/** The end of what a node shows: for block collections that is the end of their last entry. */
function endOf(node: Node): number {
  if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0)
    return extent(node.items.at(-1))[1];
  return node.range?.[1] ?? 0;
}

/** Where the line behind the one that holds what stands before `offset` begins. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

function dashColumn(text: string, seq: YAMLSeq): number {
  const first = (seq.items[0] as Node | undefined)?.range?.[0] ?? 0;
  const dash = text.lastIndexOf('-', first - 1);
  return dash - lineStart(text, dash);
}

function insideFlow(field: Field): boolean {
  for (let at = field.parent; at; at = at.parent) if ((at.map ?? at.seq)?.flow) return true;
  return false;
}

/** JSON, or YAML written like it: the mapping around quotes its keys. */
function isJson(text: string, field: Field): boolean {
  for (let at: Field | undefined = field; at; at = at.parent) {
    const key = (at.map?.items[0]?.key ?? at.pair?.key) as Node | undefined;
    if (at.map?.flow && key?.range) return text[key.range[0]] === '"';
  }
  return false;
}

function stepOf(field: Field): number {
  return indentStep(field.source.text);
}

/** Spaces per level, as the first nested mapping of a document has it. */
export function indentStep(text: string): number {
  const match = /^([ ]*)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n\1([ ]+)[^\s#-]/m.exec(text);
  return match?.[2]?.length ?? 2;
}

/** Whether lists are indented below their key, as the first one of the document has it. */
export function indentsLists(text: string): boolean {
  const match = /^([ ]*)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n\1([ ]*)- /m.exec(text);
  return match ? (match[2]?.length ?? 0) > 0 : true;
}

function requote(old: string, name: string): string {
  const quote = old[0];
  return quote === '"' || quote === "'" ? quote + name + quote : name;
}

function isEdit(edit: TextEdit | undefined): edit is TextEdit {
  return edit !== undefined;
}
