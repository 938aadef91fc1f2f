import type { Document } from 'yaml';
import { isScalar, visit } from 'yaml';
import type { Span } from '../text.ts';

/**
 * go-yaml reads quoted text on further lines however they are indented, where the YAML library, as the specification has it
 * (https://yaml.org/spec/1.2.2/#flow-scalar-styles), misses the quote at the end. Such texts are common: tools that indent what
 * others wrote make them.
 *
 * Where a document has this mistake only, it is read with these lines joined, each line break and its indentation replaced by
 * as many spaces, so that everything keeps its place.
 */
export function readJoined(
  text: string,
  first: Document.Parsed,
  read: (text: string) => Document.Parsed,
): Document.Parsed {
  const joined: Span[] = [];
  let document = first;
  let current = text;
  for (let round = 0; document.errors.length > 0; round++) {
    const spans = round < ROUNDS ? openTexts(current, document) : [];
    if (spans.length === 0) return first;
    for (const span of spans) joined.push(span);
    current = join(current, spans);
    document = read(current);
  }
  restore(document, text, joined, read);
  return document;
}

/** What follows such a text may hide others until it is joined. */
const ROUNDS = 4;

/** The text with each span on one line. */
function join(text: string, spans: readonly Span[]): string {
  let joined = '';
  let done = 0;
  for (const { start, end } of spans) {
    joined += text.slice(done, start) + text.slice(start, end).replaceAll(/[\r\n\t]/g, ' ');
    done = end;
  }
  return joined + text.slice(done);
}

/** The quoted texts whose end the library misses. Those behind another mistake are none, or are seen the next time. */
function openTexts(text: string, { errors }: Document.Parsed): Span[] {
  const spans: Span[] = [];
  for (const { message, pos } of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const [start] = pos;
    if (start < (spans.at(-1)?.end ?? 0)) continue;
    const span = message.startsWith('Missing closing ') ? quotedLines(text, start) : undefined;
    if (span) spans.push(span);
    else if (spans.length === 0) return [];
  }
  return spans;
}

/** The quoted text that the library believes to end before an offset: from its first quote behind its last. */
function quotedLines(text: string, offset: number): Span | undefined {
  // The library ends the text with its line.
  const line = text.lastIndexOf('\n', offset - 2) + 1;
  const at = OPEN.exec(text.slice(line, offset).trimEnd())?.index;
  if (at === undefined) return undefined;
  const start = line + at;
  const end = endOfQuoted(text, start, text.charAt(start));
  // No text ends before a letter: this quote begins another, and the first has no end.
  return end !== undefined && BEHIND.test(text.charAt(end)) ? { start, end } : undefined;
}

/** A quote that begins a text of which the line does not hold the end. */
const OPEN = /(?<=^|[:,[{\s-])(?:'(?:[^']|'')*|"(?:[^"\\]|\\.)*\\?)$/;

/** What may stand behind a quoted text, if anything does. */
const BEHIND = /^(?:[\s,:\]}]|$)/;

function endOfQuoted(text: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return undefined;
}

/** Gives the texts the values that they have with their lines. */
function restore(
  document: Document.Parsed,
  text: string,
  joined: readonly Span[],
  read: (text: string) => Document.Parsed,
): void {
  const ends = new Map(joined.map(({ start, end }) => [start, end]));
  visit(document, {
    Scalar(_, node) {
      const start = node.range?.[0];
      const end = start === undefined ? undefined : ends.get(start);
      if (end === undefined) return;
      const { contents } = read(text.slice(start, end).replaceAll(/\n[ \t]*/g, '\n '));
      if (isScalar(contents)) node.value = contents.value;
    },
  });
}
