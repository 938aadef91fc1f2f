import type { Span } from '../text.ts';
import { lineEnd } from '../text.ts';
import { lex } from './yamlLibrary.ts';

/** The quoted text that an offset lies in or ends: from its quote to the end of that line. */
export function openQuote(text: string, offset: number): Span | undefined {
  let found: number | undefined;
  for (const { source, start } of tokens(text)) {
    if (start >= offset) break;
    if (/^["']/.test(source)) found = start;
  }
  return found === undefined ? undefined : toLineEnd(text, found);
}

/** The innermost bracket that is open at an offset: from it to the end of its line. */
export function openBracket(text: string, offset: number): Span | undefined {
  const open: number[] = [];
  for (const { source, start } of tokens(text)) {
    if (start >= offset) break;
    if (source === '[' || source === '{') open.push(start);
    else if (source === ']' || source === '}') open.pop();
  }
  const last = open.at(-1);
  return last === undefined ? undefined : toLineEnd(text, last);
}

function toLineEnd(text: string, start: number): Span {
  return { start, end: text.slice(0, lineEnd(text, start)).trimEnd().length };
}

function* tokens(text: string): Generator<{ source: string; start: number }> {
  let start = 0;
  for (const source of lex(text)) {
    if (CONTROLS.has(source)) continue;
    yield { source, start };
    start += source.length;
  }
}

/** What the lexer adds to the text: start of a document, end of broken flow, start of a scalar (https://eemeli.org/yaml/#lexer). */
const CONTROLS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001F']);
