import { isMap, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { ManifestDocument } from '../../manifest/document.ts';
import type { Span, TextEdit } from '../../text.ts';
import { lineEnd, lineStart } from '../../text.ts';

/** Whether a `#` starts a comment and is not part of a scalar. */
export function isComment(document: ManifestDocument, offset: number): boolean {
  const before = document.text[offset - 1];
  if (before !== undefined && !/\s/.test(before) && before !== '\uFEFF') return false;
  const inScalar = (node: unknown): boolean => {
    if (isMap(node)) return node.items.some((pair) => inScalar(pair.key) || inScalar(pair.value));
    if (isSeq(node)) return node.items.some(inScalar);
    const range = (node as Node | null)?.range;
    return range ? range[0] <= offset && offset < range[1] : false;
  };
  return !inScalar(document.root.node);
}

/** Removes a comment, and its line if nothing else stands on it. */
export function removeComment(text: string, span: Span): TextEdit {
  const start = lineStart(text, span.start);
  if (text.slice(start, span.start).trim() !== '') {
    return { start: text.slice(0, span.start).trimEnd().length, end: span.end, text: '' };
  }
  const newline = text.indexOf('\n', span.end);
  return { start, end: newline < 0 ? text.length : newline + 1, text: '' };
}

/** The next line that is neither blank nor a comment. */
export function nextLine(text: string, from: number): Span {
  let at = from;
  for (;;) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return { start: text.length, end: text.length };
    const start = newline + 1;
    const end = lineEnd(text, start);
    if (isContent(text.slice(start, end))) return { start, end };
    at = start;
  }
}

/** A line with all that is indented below it, as far as a list of the same indentation below a key. */
export function blockAt(text: string, line: Span): Span {
  const first = text.slice(line.start, line.end);
  const column = columnOf(first);
  let { end } = line;
  for (let next = nextLine(text, end); next.start < text.length; next = nextLine(text, end)) {
    const content = text.slice(next.start, next.end);
    const at = columnOf(content);
    const isItem = content[at] === '-' && first[column] !== '-';
    if (at < column || (at === column && !isItem)) break;
    end = next.end;
  }
  return { start: line.start, end };
}

/** Whether nothing of a document stands before an offset. */
export function isFirstContent(text: string, offset: number): boolean {
  return !text
    .slice(0, offset)
    .split('\n')
    .some((line) => isContent(line) && !/^(?:---|%)/.test(line));
}

function isContent(line: string): boolean {
  const content = line.replace('\uFEFF', '').trim();
  return content !== '' && !content.startsWith('#');
}

function columnOf(line: string): number {
  return line.length - line.trimStart().length;
}
