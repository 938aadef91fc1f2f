import type { YAMLError } from 'yaml';
import type { Span } from '../text.ts';
import { lineEnd, lineStart } from '../text.ts';
import { openBracket, openQuote } from './openToken.ts';

interface Told {
  readonly message: string;
  readonly span: Span;
}

/** What a mistake in the YAML is and where the author has to act, in our words. */
export function syntaxProblem(error: YAMLError, text: string): Told {
  for (const tell of TELLERS) {
    const told = tell(error, text);
    if (told) return told;
  }
  const { code, message, pos } = error;
  return { message: BY_CODE[code] ?? byText(message) ?? message, span: shown(text, pos) };
}

/** The first that knows a mistake tells of it: what the parser stumbles over is often not where the mistake is. */
const TELLERS: readonly ((error: YAMLError, text: string) => Told | undefined)[] = [
  ({ code, pos: [start, end] }, text) => {
    if (code === 'TAB_AS_INDENT') return { message: TAB, span: { start, end } };
    const tab = OF_LINES.has(code) ? tabNear(text, start) : undefined;
    return tab === undefined ? undefined : { message: TAB, span: { start: tab, end: tab + 1 } };
  },
  ({ pos: [start] }, text) => {
    const line = lineStart(text, start);
    const span = { start: line, end: lineEnd(text, line) };
    return /^(?:<{7} |={7}\r?$|>{7} )/m.test(text.slice(line, span.end))
      ? { message: CONFLICT, span }
      : undefined;
  },
  ({ message, pos: [start] }, text) => {
    const quote = /^Missing closing (["'])/.exec(message)?.[1];
    const span = quote === undefined ? undefined : openQuote(text, start);
    return span && { message: `this text has no end: put a \`${quote}\` behind it`, span };
  },
  ({ message, pos: [start] }, text) => {
    const [, kind, bracket] = /^Flow (map|sequence) .*must .*end with a (.)$/.exec(message) ?? [];
    const span = bracket === undefined ? undefined : openBracket(text, start);
    const what = kind === 'map' ? 'mapping' : 'list';
    return span && { message: `this ${what} has no end: put a \`${bracket}\` behind it`, span };
  },
  ({ code, pos: [start] }, text) => (OF_LINES.has(code) ? bareDash(text, start) : undefined),
  ({ code, message, pos: [start] }, text) => {
    const isFirst = text.slice(lineStart(text, start), start).trim() === '';
    const misplaced = isFirst && /^(?:A block sequence|Unexpected .* at node end)/.test(message);
    const nested =
      code === 'BLOCK_AS_IMPLICIT_KEY' && !/:(?:\s|$)/.test(text.slice(start, lineEnd(text, start)));
    return misplaced || nested ? { message: INDENT, span: nextContent(text, start) } : undefined;
  },
];

/** Mistakes in how lines follow each other. Between brackets, as in JSON, tabs are allowed. */
const OF_LINES: ReadonlySet<string> = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
]);

const TAB = 'a tab indents this line, but YAML allows only spaces: replace the tab by spaces';
const CONFLICT =
  'a merge conflict is not resolved here: keep one of the two sides, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`';
const INDENT =
  'this line is indented differently from its neighbours: align it with the keys or items it belongs to, and close brackets and quotes above it';

const BY_CODE: Readonly<Record<string, string>> = {
  BAD_INDENT: INDENT,
  BLOCK_AS_IMPLICIT_KEY:
    'a second `: ` on one line: quote the value if the colon belongs to it, or put the nested key on a line of its own',
  BAD_ALIAS: 'this alias is not valid: write `*name` with the name of an anchor (`&name`) above it',
  MULTILINE_IMPLICIT_KEY:
    'this is no entry, for it has no `: `: write `key: value`, with a space behind the colon',
  MULTIPLE_ANCHORS: 'a value has one anchor only: remove the others',
  ALIAS_PROPS: 'an alias cannot have an anchor or a tag of its own: remove it',
};

/** Where the parser's codes are too coarse, its sentences tell. */
const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [
    /^Block collections are not allowed within flow/,
    'a `,` is missing between two items here, or a quote around a text with `: ` in it',
  ],
  [/^Unexpected block-seq-ind on same line/, 'a list begins below its key: put the `- ` on the next line'],
  [/^Plain value cannot start with .*`$/, 'a value cannot start with a backtick: put it in quotes'],
  [
    /^Implicit map keys need to be followed/,
    'this key has no value: write `key: value`, with a space behind the colon',
  ],
  [
    /^Sequence item without - indicator/,
    'an entry of a mapping stands where a list item is expected: align it with its mapping, or start it with `- `',
  ],
  [/^Missing , /, 'a comma is missing between these items: put a `,` here'],
  [/^Plain value cannot start with .*?(\S)$/, 'a value cannot start with `$1`: put it in quotes'],
  [
    /^Invalid escape sequence (.*)$/,
    '`$1` means nothing in double quotes: write two backslashes, or use single quotes',
  ],
  [
    /^Unexpected .* at node end$/,
    'the value ends before this: put all of it in one pair of quotes, or remove what follows',
  ],
  [
    /^Unexpected .* in YAML stream: "(.*)"$/,
    'nothing is open that `$1` could close: remove it, or put the value in quotes',
  ],
  [
    /^Block scalar header includes|^Not a YAML token/,
    'nothing may follow `|` or `>` on this line: start the text on the next one',
  ],
];

function byText(message: string): string | undefined {
  for (const [pattern, ours] of BY_TEXT) {
    const match = pattern.exec(message);
    if (match) return ours.replace('$1', () => match[1] ?? '');
  }
  return undefined;
}

/** A tab in the indentation of this line or of the one behind it: the parser often stumbles only over what follows. */
function tabNear(text: string, offset: number): number | undefined {
  const newline = text.indexOf('\n', offset);
  for (const line of [lineStart(text, offset), newline < 0 ? text.length : newline + 1]) {
    const indent = /^[ \t]*(?=[^\s#])/.exec(text.slice(line, lineEnd(text, line)))?.[0] ?? '';
    if (indent.includes('\t')) return line + indent.indexOf('\t');
  }
  return undefined;
}

/** A dash that nothing separates from its item, on this line or the one before. */
function bareDash(text: string, offset: number): Told | undefined {
  const line = lineStart(text, offset);
  for (const start of [line, lineStart(text, Math.max(0, line - 1))]) {
    const [, indent, item] =
      /^([ ]*(?:- +)*)-([\w"'][^\n]*:(?:\s|$))/.exec(text.slice(start, lineEnd(text, start))) ?? [];
    if (indent === undefined || item === undefined) continue;
    const dash = start + indent.length;
    const message = 'a space is missing behind this dash: a list item starts with `- `';
    return { message, span: { start: dash, end: dash + 1 } };
  }
  return undefined;
}

/** A span that can be seen: not indentation. */
function shown(text: string, [start, end]: readonly [number, number]): Span {
  const isIndent = text.slice(lineStart(text, start), end).trim() === '';
  return isIndent && start < end ? nextContent(text, start) : { start, end };
}

/** What stands on this line if nothing stands before it, else on the next line that is not blank. */
function nextContent(text: string, offset: number): Span {
  const own = text.slice(lineStart(text, offset), offset).trim() === '';
  const from = own ? lineStart(text, offset) : lineEnd(text, offset);
  const start = from + (/\S/.exec(text.slice(from))?.index ?? 0);
  return { start, end: text.slice(0, lineEnd(text, start)).trimEnd().length };
}
