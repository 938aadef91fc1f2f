import type { Span } from '../text.ts';

/**
 * Splits a file into its YAML documents at `---` and `...` lines. YAML forbids these at column 0 inside scalars
 * (https://yaml.org/spec/1.2.2/#rule-c-forbidden), so no parser is needed. A document holds its own markers; comments
 * and directives before the first `---` belong to the document behind it. Objects in JSON may also follow each other without
 * any marker, as kubectl reads them (https://pkg.go.dev/k8s.io/apimachinery/pkg/util/yaml#YAMLOrJSONDecoder).
 */
export function splitDocuments(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let open = false; // a `---` or content has been seen since `start`
  for (let line = 0; line < text.length;) {
    const newline = text.indexOf('\n', line);
    const next = newline < 0 ? text.length : newline + 1;
    const from = line === 0 && text.charCodeAt(0) === BOM ? 1 : line;
    const code = text.charCodeAt(from);
    if (code === DASH && isMarker(text, from, '---')) {
      if (open) {
        spans.push({ start, end: line });
        start = line;
      }
      open = true;
    } else if (code === DOT && isMarker(text, from, '...')) {
      spans.push({ start, end: next });
      start = next;
      open = false;
    } else if (open && code === BRACE && followsObject(text, start, line)) {
      spans.push({ start, end: line });
      start = line;
    } else if (!open && !isBlankOrComment(text, from, next)) open = true;
    line = next;
  }
  if (start < text.length || spans.length === 0) spans.push({ start, end: text.length });
  return spans;
}

const BOM = 0xfeff;
const DASH = 45;
const DOT = 46;
const BRACE = 123;

/** Whether an object in JSON ends right before a line: one that began where the document did, so this is no item of a list. */
function followsObject(text: string, start: number, line: number): boolean {
  let end = line;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return text.charAt(end - 1) === '}' && /^\uFEFF?\s*\{/.test(text.slice(start, start + 100));
}

function isMarker(text: string, at: number, marker: string): boolean {
  if (!text.startsWith(marker, at)) return false;
  const after = text[at + 3];
  return after === undefined || after === ' ' || after === '\n' || after === '\r' || after === '\t';
}

/** Directives (`%YAML 1.1`) count as comments: they too belong to the document behind them. */
function isBlankOrComment(text: string, from: number, to: number): boolean {
  const code = text.charCodeAt(from);
  if (code === 37 || code === 35) return true; // % #
  for (let at = from; at < to; at++) {
    const char = text.charCodeAt(at);
    if (char === 35) return true;
    if (char !== 32 && char !== 9 && char !== 13 && char !== 10) return false;
  }
  return true;
}
