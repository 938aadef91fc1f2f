import type { Key } from '../../manifest/field.ts';
import type { Place } from './place.ts';
import { quoteOf, unquote } from './place.ts';

interface Frame {
  readonly isMap: boolean;
  readonly start: number;
  readonly entries: Map<string, string>;
  /** The key whose value is next; `undefined` before a key. */
  key: string | undefined;
  index: number;
  /** A value has been read and no comma yet. */
  filled: boolean;
}

interface Token {
  readonly start: number;
  readonly end: number;
}

/** What a scan of a flow collection found at an offset: a place in it, that it is over before, or none that can be typed at. */
export type FlowPlace = Place | 'outside' | undefined;

/** The place of an offset in a flow collection that begins at `from`; tolerant of what is not closed. */
export function flowPlaceAt(text: string, from: number, offset: number, base: readonly Key[]): FlowPlace {
  const frames: Frame[] = [];
  let found: FlowPlace | null = null;
  let inner: Frame | undefined;
  for (let at = from; at < text.length;) {
    const token = nextToken(text, at);
    const char = text[token.start];
    const isMark = char === undefined || '{}[],:'.includes(char);
    if (found === null && frames.length > 0 && offset < token.start + (isMark ? 1 : 0)) {
      found = placeIn(text, frames, { start: offset, end: offset }, offset, base);
      inner = frames.at(-1);
    }
    if (char === undefined) break;
    if (char === '{' || char === '[') {
      frames.push({
        isMap: char === '{',
        start: token.start,
        entries: new Map(),
        key: undefined,
        index: 0,
        filled: false,
      });
    } else if (char === '}' || char === ']') {
      const closed = frames.pop();
      if (frames.length === 0) return found ?? 'outside';
      if (found !== null && closed === inner) return found;
      const parent = frames.at(-1);
      if (parent) fill(parent, '');
    } else {
      const frame = frames.at(-1);
      if (!frame) return undefined;
      if (char === ',') {
        frame.index++;
        frame.key = undefined;
        frame.filled = false;
      } else if (char !== ':') {
        if (found === null && token.start <= offset && offset <= token.end) {
          found = placeIn(text, frames, token, offset, base);
          inner = frame;
        }
        take(text, frame, token);
      }
    }
    at = token.end;
  }
  return (
    found ??
    (frames.length > 0 ? placeIn(text, frames, { start: offset, end: offset }, offset, base) : undefined)
  );
}

/** Takes a scalar as key or value. */
function take(text: string, frame: Frame, token: Token): void {
  const word = unquote(text.slice(token.start, token.end));
  if (frame.isMap && frame.key === undefined) {
    frame.key = word;
    frame.filled = false;
    frame.entries.set(word, '');
  } else fill(frame, word);
}

function fill(frame: Frame, value: string): void {
  frame.filled = true;
  if (frame.key !== undefined && frame.entries.has(frame.key)) frame.entries.set(frame.key, value);
}

function placeIn(
  text: string,
  frames: readonly Frame[],
  word: Token,
  offset: number,
  base: readonly Key[],
): Place | undefined {
  const frame = frames.at(-1);
  if (!frame || frame.filled) return undefined;
  const isKey = frame.isMap && frame.key === undefined;
  const path: Key[] = [...base];
  for (const one of frames.slice(0, -1)) path.push(one.isMap ? (one.key ?? '') : one.index);
  if (!isKey) path.push(frame.isMap ? (frame.key ?? '') : frame.index);
  const written = text.slice(word.start, word.end);
  if (!isKey && word.start === word.end && frame.isMap && !hasColonBefore(text, word.start)) return undefined;
  const rest = /^\s*([^\s])?/.exec(text.slice(word.end, word.end + 200))?.[1] ?? '';
  const open = [...frames];
  return {
    role: isKey ? 'key' : 'value',
    path,
    word,
    typed: unquoteStart(text.slice(word.start, offset)),
    quote: quoteOf(written),
    style: isJson(text, frames) ? 'json' : 'flow',
    column: 0,
    hasColon: isKey && rest === ':',
    before: word.start === word.end && text[word.start - 1] === ':' ? ' ' : '',
    after: rest === '' || ',}]:#'.includes(rest) ? '' : ',',
    isItem: !frame.isMap,
    entries: (depth, own = false) => {
      const entries = open[depth - base.length]?.entries ?? NONE;
      return isKey && !own && depth === path.length ? without(entries, unquote(written)) : entries;
    },
  };
}

function without(entries: ReadonlyMap<string, string>, key: string): ReadonlyMap<string, string> {
  return new Map([...entries].filter(([name]) => name !== key));
}

const NONE: ReadonlyMap<string, string> = new Map();

function unquoteStart(text: string): string {
  return text.replace(/^["']/, '');
}

function hasColonBefore(text: string, offset: number): boolean {
  return text
    .slice(Math.max(0, offset - 200), offset)
    .trimEnd()
    .endsWith(':');
}

/** JSON, or YAML written like it: the keys are quoted. */
function isJson(text: string, frames: readonly Frame[]): boolean {
  const outer = frames.find(({ isMap }) => isMap);
  return outer !== undefined && /^\{\s*"/.test(text.slice(outer.start, outer.start + 400));
}

/** The next token behind white space and comments: a bracket, comma, colon or scalar; empty at the end. */
function nextToken(text: string, from: number): Token {
  let start = from;
  for (;;) {
    while (start < text.length && /\s/.test(text[start] ?? '')) start++;
    if (text[start] !== '#' || (start > 0 && !/\s/.test(text[start - 1] ?? ''))) break;
    const newline = text.indexOf('\n', start);
    start = newline < 0 ? text.length : newline;
  }
  const char = text[start];
  if (char === undefined) return { start, end: start };
  if ('{}[],'.includes(char)) return { start, end: start + 1 };
  if (char === ':' && isColon(text, start)) return { start, end: start + 1 };
  if (char === '"' || char === "'") return { start, end: quotedEnd(text, start, char) };
  let end = start + 1;
  while (end < text.length && !'{}[],\n\r'.includes(text[end] ?? '')) {
    if (text[end] === ':' && isColon(text, end)) break;
    if (text[end] === '#' && text[end - 1] === ' ') break;
    end++;
  }
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function isColon(text: string, at: number): boolean {
  const after = text[at + 1];
  return after === undefined || /[\s,[\]{}"']/.test(after) || /["']/.test(text[at - 1] ?? '');
}

/** Behind the closing quote; an unclosed one ends with its line. */
function quotedEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\' && quote === '"') at++;
    else if (char === quote) return at + 1;
    else if (char === '\n') return text[at - 1] === '\r' ? at - 1 : at;
  }
  return text.length;
}
