import type { Node } from 'yaml';
import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** The value of a plain scalar such as `1.5` or `yes`; the YAML library has the word on what is no ordinary text. */
export type ResolvePlain = (source: string) => unknown;

/**
 * Reads the plain style in which most manifests are written, several times faster than the YAML library: block mappings and
 * lists, scalars, `|` blocks and one-line `[a, b]`. Gives exactly the nodes that the library would give without
 * an error, or `undefined` for anything else: anchors, tags, tabs, CRLF, folded text, mistakes. That is then the library's.
 */
export function readPlainYaml(text: string, resolve: ResolvePlain): Node | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return new PlainReader(text, resolve).document();
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

const UNUSUAL = /[\t\r\ufeff]/;
const NOT_PLAIN = new Error('not plain');
const MAX_DEPTH = 64;
const SPACE = 32;
const NEWLINE = 10;
const HASH = 35;
const DASH = 45;

/** Sticky: matched at an offset. A key is followed by a colon and a space or the end of the line. */
const KEY = /(?:[A-Za-z0-9_$./][A-Za-z0-9_$./@~+-]*|"[^"\\\n]*"|'[^'\n]*')(?=:(?:[ \n]|$))/y;
/** A plain scalar up to the end of its line, without a comment, a second `: ` or a colon at its end. */
const PLAIN = /(?:[A-Za-z0-9_$./+~(=^<;\\]|-(?=[^ \n]))(?:[^ \n#:]|:(?=[^ \n])|(?<=[^ ])#| +(?=[^ \n#]))*/y;
/** A further line of one. */
const CONTINUED = /(?:[^ \n#:?-]|[:?-](?=[^ \n]))(?:[^ \n#:]|:(?=[^ \n])|(?<=[^ ])#| +(?=[^ \n#]))*/y;
const FLOW_PLAIN = /[A-Za-z0-9_$/.][A-Za-z0-9_$/.*-]*/y;
// oxlint-disable-next-line no-control-regex -- JSON, which reads the escapes, knows none
const DOUBLE = /"(?:[^"\\\u0000-\u001F]|\\["\\/nt])*"/y;
const SINGLE = /'(?:[^'\n]|'')*'/y;
/** Quoted text on several lines, none of them empty. */
const LONG_DOUBLE = /"[^"\\\n]*(?:\n +[^"\\\n ][^"\\\n]*)+"/y;
const LONG_SINGLE = /'(?:[^'\n]|'')*(?:\n +(?:[^'\n ]|'')(?:[^'\n]|'')*)+'/y;
/** What may stand between a value and the end of its line. */
const LINE_END = / *(?: #[^\n]*)?(?:\n|$)/y;
const BLOCK_HEADER = /\|(-?) *\n/y;

class PlainReader {
  readonly #text: string;
  readonly #resolve: ResolvePlain;
  /** Where the next content begins, and how far it is indented; -1 at the end. */
  #at = 0;
  #indent = -1;
  /** Deepest comment between the last content and the next one; -1 for none. */
  #comment = -1;
  #depth = 0;

  constructor(text: string, resolve: ResolvePlain) {
    this.#text = text;
    this.#resolve = resolve;
  }

  document(): Node {
    this.#next(0);
    if (this.#text.startsWith('---', this.#at) && this.#indent === 0)
      this.#next(this.#lineEnd(this.#at + 3, false));
    if (this.#indent !== 0) throw NOT_PLAIN;
    const root = this.#map(0);
    if (this.#indent >= 0) throw NOT_PLAIN;
    return root;
  }

  /** Goes on to the next content behind `from`, the start of a line. */
  #next(from: number): void {
    const text = this.#text;
    this.#comment = -1;
    let line = from;
    for (;;) {
      let at = line;
      while (text.charCodeAt(at) === SPACE) at++;
      const code = text.charCodeAt(at);
      if (code === HASH) {
        this.#comment = Math.max(this.#comment, at - line);
        const newline = text.indexOf('\n', at);
        line = newline < 0 ? text.length : newline + 1;
      } else if (code === NEWLINE) line = at + 1;
      else {
        this.#at = at;
        this.#indent = at < text.length ? at - line : -1;
        break;
      }
    }
    // A comment that is indented more than what follows may belong to what stands before it.
    if (this.#comment > Math.max(0, this.#indent)) throw NOT_PLAIN;
  }

  #map(indent: number): YAMLMap {
    if (++this.#depth > MAX_DEPTH) throw NOT_PLAIN;
    const map = new YAMLMap();
    const start = this.#at;
    let end = start;
    do {
      const key = this.#key();
      const value = this.#value(this.#at + 1, indent);
      end = value.range?.[2] ?? end;
      map.items.push(new Pair(key, value));
    } while (this.#indent === indent && this.#text.charCodeAt(this.#at) !== DASH);
    if (this.#indent > indent) throw NOT_PLAIN;
    map.range = [start, end, end];
    this.#depth--;
    return map;
  }

  /** Reads a key; `#at` then stands on its colon. */
  #key(): Scalar {
    const source = this.#match(KEY, this.#at);
    const start = this.#at;
    const end = (this.#at += source.length);
    const quote = source[0];
    if (quote === '"') return scalar(source.slice(1, -1), 'QUOTE_DOUBLE', start, end, end);
    if (quote === "'") return scalar(source.slice(1, -1), 'QUOTE_SINGLE', start, end, end);
    return plain(this.#resolve(source), source, start, end, end);
  }

  #seq(indent: number): YAMLSeq {
    if (++this.#depth > MAX_DEPTH) throw NOT_PLAIN;
    const seq = new YAMLSeq();
    const start = this.#at;
    let end = start;
    do {
      const item = this.#item(indent);
      end = item.range?.[2] ?? end;
      seq.items.push(item);
    } while (this.#indent === indent && this.#isDash(this.#at));
    if (this.#indent > indent) throw NOT_PLAIN;
    seq.range = [start, end, end];
    this.#depth--;
    return seq;
  }

  /** An item of a list: what stands behind the dash. */
  #item(indent: number): Node {
    const text = this.#text;
    const dash = this.#at;
    let at = dash + 1;
    while (text.charCodeAt(at) === SPACE) at++;
    if (at === dash + 1 || at >= text.length || text.charCodeAt(at) === NEWLINE) throw NOT_PLAIN;
    const column = indent + at - dash;
    if (this.#isDash(at) || this.#matches(KEY, at)) {
      this.#at = at;
      this.#indent = column;
      return this.#isDash(at) ? this.#seq(column) : this.#map(column);
    }
    return this.#inline(at, indent);
  }

  /** The value behind a colon at `at - 1`, of a mapping of this indentation. */
  #value(at: number, indent: number): Node {
    const text = this.#text;
    let start = at;
    while (text.charCodeAt(start) === SPACE) start++;
    const code = text.charCodeAt(start);
    const isComment = code === HASH && start > at;
    if (code !== NEWLINE && !isComment && start < text.length) return this.#inline(start, indent);
    this.#next(this.#lineEnd(isComment ? start - 1 : start, true));
    if (this.#indent > indent)
      return this.#isDash(this.#at) ? this.#seq(this.#indent) : this.#map(this.#indent);
    if (this.#indent === indent && this.#isDash(this.#at)) {
      const seq = this.#seq(indent);
      if (this.#comment >= 0) throw NOT_PLAIN; // it may belong to the list
      return seq;
    }
    if (isComment || this.#comment >= 0) throw NOT_PLAIN;
    return plain(null, '', start, start, start);
  }

  /** A value that starts on the line of its key or dash. */
  #inline(start: number, indent: number): Node {
    const isBlock = this.#text.charCodeAt(start) === 124;
    const node = isBlock ? this.#block(start, indent) : this.#flowing(start, indent);
    this.#next(node.range?.[2] ?? start);
    if (this.#indent > indent) throw NOT_PLAIN;
    return node;
  }

  /** A scalar or brackets; what is indented more than `indent` goes on with the scalar. */
  #flowing(start: number, indent: number): Node {
    const node = this.#long(start, indent) ?? this.#flow(start) ?? this.#plain(start, indent);
    if (node.range) node.range[2] = this.#lineEnd(node.range[1], true);
    return node;
  }

  #plain(start: number, indent: number): Scalar {
    const text = this.#text;
    let source = this.#match(PLAIN, start);
    let end = start + source.length;
    for (;;) {
      const newline = this.#pastSpaces(end);
      const next = this.#pastSpaces(newline + 1);
      const code = text.charCodeAt(next);
      if (text.charCodeAt(newline) !== NEWLINE || next - newline - 1 <= indent) break;
      if (next >= text.length || code === NEWLINE || code === HASH) break;
      const more = this.#match(CONTINUED, next);
      source += ` ${more}`;
      end = next + more.length;
    }
    return plain(this.#resolve(source), source, start, end, 0);
  }

  /** Quoted text that goes on on further lines. */
  #long(start: number, indent: number): Scalar | undefined {
    const quote = this.#text[start];
    const pattern = quote === '"' ? LONG_DOUBLE : quote === "'" ? LONG_SINGLE : undefined;
    if (!pattern || !this.#matches(pattern, start)) return undefined;
    const source = this.#text.slice(start, pattern.lastIndex);
    const [first = '', ...lines] = source.slice(1, -1).split('\n');
    if (lines.some((line) => line.length - line.trimStart().length <= indent)) throw NOT_PLAIN;
    const last = lines.pop() ?? '';
    const folded = [first.trimEnd(), ...lines.map((line) => line.trim()), last.trimStart()].join(' ');
    const [value, type] =
      quote === "'"
        ? ([folded.replaceAll("''", "'"), 'QUOTE_SINGLE'] as const)
        : ([folded, 'QUOTE_DOUBLE'] as const);
    return scalar(value, type, start, start + source.length, 0);
  }

  /** A quoted scalar or a `[...]` or `{...}` on one line; its range ends where it ends. */
  #flow(start: number): Node | undefined {
    switch (this.#text[start]) {
      case '"': {
        const source = this.#match(DOUBLE, start);
        const value = source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
        return scalar(value, 'QUOTE_DOUBLE', start, start + source.length, start + source.length);
      }
      case "'": {
        const source = this.#match(SINGLE, start);
        const value = source.slice(1, -1).replaceAll("''", "'");
        return scalar(value, 'QUOTE_SINGLE', start, start + source.length, start + source.length);
      }
      case '[':
        return this.#flowSeq(start);
      case '{':
        return this.#flowMap(start);
      default:
        return undefined;
    }
  }

  #flowSeq(start: number): YAMLSeq {
    const seq = new YAMLSeq();
    const end = this.#flowItems(start, ']', (at) => {
      const item = this.#flowItem(at);
      seq.items.push(item);
      return item;
    });
    return flowEnd(seq, start, end);
  }

  #flowMap(start: number): YAMLMap {
    const map = new YAMLMap();
    const end = this.#flowItems(start, '}', (at) => {
      const key = this.#flowItem(at);
      const colon = key.range?.[1] ?? at;
      if (!(key instanceof Scalar) || !this.#text.startsWith(': ', colon)) throw NOT_PLAIN;
      const value = this.#flowItem(this.#pastSpaces(colon + 1));
      map.items.push(new Pair(key, value));
      return value;
    });
    return flowEnd(map, start, end);
  }

  /** Reads what stands between brackets. `read` gets the start of each item and gives its last node. */
  #flowItems(start: number, close: string, read: (at: number) => Node): number {
    let at = this.#pastSpaces(start + 1);
    if (this.#text[at] === close) return at + 1;
    for (;;) {
      const last = read(at);
      at = this.#pastSpaces(last.range?.[1] ?? at);
      if (last.range) last.range[2] = at;
      const after = this.#text[at];
      if (after === close) return at + 1;
      if (after !== ',') throw NOT_PLAIN;
      at = this.#pastSpaces(at + 1);
    }
  }

  #flowItem(start: number): Node {
    if (++this.#depth > MAX_DEPTH) throw NOT_PLAIN;
    const node = this.#flow(start) ?? this.#flowPlain(start);
    this.#depth--;
    return node;
  }

  #flowPlain(start: number): Scalar {
    const source = this.#match(FLOW_PLAIN, start);
    const end = start + source.length;
    return plain(this.#resolve(source), source, start, end, end);
  }

  #pastSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  /** A `|` block, which ends with a line ending. */
  #block(start: number, indent: number): Scalar {
    const text = this.#text;
    const header = this.#match(BLOCK_HEADER, start);
    const first = start + header.length;
    let column = first;
    while (text.charCodeAt(column) === SPACE) column++;
    const width = column - first;
    if (width <= indent || text.charCodeAt(column) === NEWLINE) throw NOT_PLAIN;
    const lines: string[] = [];
    let blank = 0;
    let end = first;
    for (let line = first; line < text.length;) {
      const newline = text.indexOf('\n', line);
      if (newline < 0) throw NOT_PLAIN;
      let at = line;
      while (text.charCodeAt(at) === SPACE) at++;
      if (at === newline) {
        if (at > line) throw NOT_PLAIN;
        blank++;
      } else {
        if (at - line < width) break;
        for (; blank > 0; blank--) lines.push('');
        lines.push(text.slice(line + width, newline));
        end = newline + 1;
      }
      line = newline + 1;
    }
    const value = lines.join('\n') + (header.startsWith('|-') ? '' : '\n');
    return scalar(value, 'BLOCK_LITERAL', start, end, end);
  }

  /** The start of the line behind `at`, where nothing but a comment may follow. */
  #lineEnd(at: number, comment: boolean): number {
    const rest = this.#match(LINE_END, at);
    if (!comment && rest.includes('#')) throw NOT_PLAIN;
    return at + rest.length;
  }

  #isDash(at: number): boolean {
    return this.#text.charCodeAt(at) === DASH && this.#text.charCodeAt(at + 1) === SPACE;
  }

  #matches(pattern: RegExp, at: number): boolean {
    pattern.lastIndex = at;
    return pattern.test(this.#text);
  }

  /** What a sticky pattern matches. */
  #match(pattern: RegExp, at: number): string {
    if (!this.#matches(pattern, at)) throw NOT_PLAIN;
    return this.#text.slice(at, pattern.lastIndex);
  }
}

function scalar(value: unknown, type: Scalar.Type, start: number, end: number, after: number): Scalar {
  const node = new Scalar(value);
  node.type = type;
  node.source = String(value);
  node.range = [start, end, after];
  return node;
}

function plain(value: unknown, source: string, start: number, end: number, after: number): Scalar {
  const node = new Scalar(value);
  node.type = 'PLAIN';
  node.source = source;
  node.range = [start, end, after];
  return node;
}

function flowEnd<T extends YAMLMap | YAMLSeq>(node: T, start: number, end: number): T {
  node.flow = true;
  node.range = [start, end, end];
  return node;
}
