import type { YAMLError } from 'yaml';
import type { Span } from '../text.ts';
import { lineEnd, lineStart } from '../text.ts';

/** What a mistake in the YAML is and where the author has to act, in our words. */
export function syntaxProblem(
  { code, message, pos }: YAMLError,
  text: string,
): { message: string; span: Span } {
  const [start, end] = pos;
  if (code === 'TAB_AS_INDENT') return { message: TAB, span: { start, end } };
  const tab = OF_LINES.has(code) ? tabNear(text, start) : undefined;
  if (tab !== undefined) return { message: TAB, span: { start: tab, end: tab + 1 } };
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/:(?:\s|$)/.test(text.slice(start, lineEnd(text, start)))) {
    return { message: INDENT, span: nextContent(text, start) };
  }
  return { message: BY_CODE[code] ?? byText(message) ?? message, span: { start, end } };
}

/** Mistakes in how lines follow each other. Between brackets, as in JSON, tabs are allowed. */
const OF_LINES: ReadonlySet<string> = new Set([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
]);

const TAB = 'a tab indents this line, but YAML allows only spaces: replace the tab by spaces';
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
  [/^Missing closing "quote/, 'this text has no end: put a `"` behind it'],
  [/^Missing closing 'quote/, "this text has no end: put a `'` behind it"],
  [/^Flow map must end with a }/, 'this mapping has no end: put a `}` behind it'],
  [/^Flow sequence must end with a ]/, 'this list has no end: put a `]` behind it'],
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

/** What stands on this line if nothing stands before it, else on the next line that is not blank. */
function nextContent(text: string, offset: number): Span {
  const own = text.slice(lineStart(text, offset), offset).trim() === '';
  const from = own ? lineStart(text, offset) : lineEnd(text, offset);
  const start = from + (/\S/.exec(text.slice(from))?.index ?? 0);
  return { start, end: text.slice(0, lineEnd(text, start)).trimEnd().length };
}
