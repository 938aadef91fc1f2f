/** A line of a block collection. Columns count from 0. */
export interface Line {
  /** Offset of the line. */
  readonly start: number;
  readonly text: string;
  /** Columns of the dashes that open list items. */
  readonly dashes: readonly number[];
  /** Where the content behind indentation and dashes begins. */
  readonly column: number;
  /** The key without quotes, if the content is `key: ...`. */
  readonly key: string | undefined;
  /** Column of the colon. */
  readonly colon: number;
  /** Where the value begins, behind an anchor or tag. */
  readonly valueColumn: number;
  /** The value without comment; '' for none. */
  readonly value: string;
}

/** Reads the line at an offset of its start. */
export function readLine(document: string, start: number): Line {
  const newline = document.indexOf('\n', start);
  let end = newline < 0 ? document.length : newline;
  if (end > start && document[end - 1] === '\r') end--;
  const text = document.slice(start, end);
  const dashes: number[] = [];
  let column = skipSpaces(text, text.startsWith('\uFEFF') ? 1 : 0);
  while (text[column] === '-' && (column + 1 === text.length || text[column + 1] === ' ')) {
    dashes.push(column);
    column = skipSpaces(text, column + 1);
  }
  const colon = colonOf(text, column);
  const shared = { start, text, dashes, column };
  if (colon < 0) {
    return {
      ...shared,
      key: undefined,
      colon,
      valueColumn: column,
      value: withoutComment(text.slice(column)),
    };
  }
  const written = text.slice(column, colon).trimEnd();
  const key = /^(["']).*\1$/.test(written) ? written.slice(1, -1) : written;
  const valueColumn = skipProperties(text, skipSpaces(text, colon + 1));
  return { ...shared, key, colon, valueColumn, value: withoutComment(text.slice(valueColumn)) };
}

/** Whether a line says nothing about structure. */
export function isIdle({ text, column }: Line): boolean {
  return column === text.length ? text.trim() === '' : text[column] === '#';
}

/** The column of the `#` that begins a comment; -1 for none. */
export function commentColumn(text: string): number {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''))) return at;
    else if ((char === '"' || char === "'") && (at === 0 || /[\s[{,:(-]/.test(text[at - 1] ?? '')))
      quote = char;
  }
  return -1;
}

export function withoutComment(text: string): string {
  const comment = text.includes('#') ? commentColumn(text) : -1;
  return (comment < 0 ? text : text.slice(0, comment)).trimEnd();
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Anchors and tags stand before the value that they belong to. */
function skipProperties(text: string, from: number): number {
  const match = /^(?:[&!][^\s]*[ \t]+)*(?:[&!][^\s]*$)?/.exec(text.slice(from));
  return from + (match?.[0].length ?? 0);
}

/** The column of the colon behind a key that begins at a column; -1 if there is none. */
function colonOf(text: string, column: number): number {
  const first = text[column] ?? '';
  if (first === '"' || first === "'") {
    const end = text.indexOf(first, column + 1);
    const colon = end < 0 ? -1 : skipSpaces(text, end + 1);
    return colon >= 0 && text[colon] === ':' ? colon : -1;
  }
  if ('{[#|>@`%'.includes(first)) return -1;
  for (let at = text.indexOf(':', column); at >= 0; at = text.indexOf(':', at + 1)) {
    const after = text[at + 1];
    if (after === undefined || after === ' ' || after === '\t') {
      return text.slice(column, at).includes(' #') ? -1 : at;
    }
  }
  return -1;
}
