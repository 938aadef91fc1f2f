import type { Field } from '../manifest/field.ts';
import type { PlacedDocument } from '../manifest/document.ts';
import type { Span } from '../text.ts';
import { extentOf } from './symbols.ts';

/**
 * What is selected when a selection is widened step by step, from the smallest: text, value, entry, mapping, and so on up to the
 * document. Spans count from the start of the file; each lies in the next.
 */
export function selectionSpans({ start, document }: PlacedDocument, offset: number): Span[] {
  const at = offset - start;
  const spans: Span[] = [{ start: 0, end: document.text.length }];
  let field: Field | undefined = document.root;
  while (field) {
    if (field.exists && field.key === undefined) spans.push(extentOf(field));
    const inner: Field | undefined = childrenOf(field).find((child) => contains(extentOf(child), at));
    if (inner) spans.push(...spansOf(inner, at));
    field = inner;
  }
  return nested(spans).map((span) => ({ start: span.start + start, end: span.end + start }));
}

function childrenOf(field: Field): Field[] {
  if (field.alias) return [];
  return field.isSeq ? field.items() : field.entries().filter(({ pair }) => isOwn(field, pair));
}

/** Entries that a merge key brings stand elsewhere. */
function isOwn({ map }: Field, pair: Field['pair']): boolean {
  return pair !== undefined && map?.items.includes(pair) === true;
}

/** An entry as a whole, then its key or value, then the text between the quotes. */
function spansOf(field: Field, at: number): Span[] {
  const spans = [extentOf(field)];
  const { keySpan } = field;
  if (keySpan && contains(keySpan, at)) return [...spans, keySpan];
  const [start, end] = field.node?.range ?? [0, 0];
  const value = { start, end: Math.max(end, start) };
  if (field.alias || !contains(value, at)) return spans;
  if (keySpan) spans.push({ start, end: extentOf(field).end });
  const quote = field.source.text[start];
  if (field.scalar && (quote === '"' || quote === "'") && end - start > 2) {
    const text = { start: start + 1, end: end - 1 };
    if (contains(text, at)) spans.push(text);
  }
  return spans;
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** From the inside out, each larger than the one before. */
function nested(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toReversed()) {
    const inner = result.at(-1);
    const isWider = !inner || (span.start <= inner.start && span.end >= inner.end);
    if (isWider && !(inner?.start === span.start && inner.end === span.end)) result.push(span);
  }
  return result;
}
