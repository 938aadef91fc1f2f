import type { Key } from '../../manifest/field.ts';
import type { Span } from '../../text.ts';

/** Where in the structure of a document an offset lies, and what is being typed there. Spans count from the document's start. */
export interface Place {
  /** A key of the mapping at `path` (or an item of the list there), or the value at `path`. */
  readonly role: 'key' | 'value';
  readonly path: readonly Key[];
  /** The key or scalar at the offset with its quotes, empty if there is none. */
  readonly word: Span;
  /** The word up to the offset, without quotes. */
  readonly typed: string;
  readonly quote: '' | '"' | "'";
  readonly style: 'block' | 'flow' | 'json';
  /** The column of the keys around, or that of the value's key; block style only. */
  readonly column: number;
  /** A colon stands behind the key. */
  readonly hasColon: boolean;
  /** What has to stand between the text around and a word that is put here. */
  readonly before: '' | ' ';
  readonly after: '' | ',';
  /** Directly behind the dash of a list item. */
  readonly isItem: boolean;
  /** Keys and scalar values of the mapping that the first `depth` steps lead to; the key at the offset only if `own`. */
  readonly entries: (depth: number, own?: boolean) => ReadonlyMap<string, string>;
}

/** The text of a scalar without its quotes; an unclosed quote ends with the text. */
export function unquote(text: string): string {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text;
  return text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text.slice(1);
}

export function quoteOf(text: string): Place['quote'] {
  return text[0] === '"' || text[0] === "'" ? text[0] : '';
}
