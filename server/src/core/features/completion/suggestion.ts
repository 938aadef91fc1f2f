import type { Span, TextEdit } from '../../text.ts';

/** Something that can be put where the author is typing. Spans count from the start of the document. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'name' | 'object' | 'check';
  /** The type, in a few words behind the label. */
  readonly detail?: string | undefined;
  /** Replaces the word that is being typed. The snippet's tab stops are values to fill in. */
  readonly edit: TextEdit & { readonly snippet: string };
  /** What the text from the start of the edit to the cursor is compared with, if not the label. */
  readonly filter?: string;
  /** What it is sorted by: less comes first. */
  readonly rank: number;
  readonly isDeprecated?: boolean;
  /** Changes elsewhere that belong to it. */
  readonly also?: readonly TextEdit[];
  /** Markdown, made when somebody looks at it. */
  readonly documentation?: () => string | undefined;
}

/** An edit from a snippet: the text is what stands there if no tab stop is changed. */
export function snippetEdit(span: Span, snippet: string): Suggestion['edit'] {
  return { ...span, text: withoutStops(snippet), snippet };
}

/** What a snippet leaves if every tab stop keeps its value (LSP 3.17, "Snippet Syntax"). */
function withoutStops(snippet: string): string {
  return snippet
    .replaceAll(/(?<!\\)\$\{\d+\|((?:\\.|[^\\,|])*)(?:,(?:\\.|[^\\|])*)?\|\}/g, '$1')
    .replaceAll(/(?<!\\)\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
    .replaceAll(/(?<!\\)\$\d+/g, '')
    .replaceAll(/\\([\\$},|])/g, '$1');
}

/** Gives tab stops with equal values of `word` one number, so that they change together. */
export function linkStops(snippet: string, word: string): string {
  let first: string | undefined;
  return snippet.replaceAll(/\$\{(\d+):((?:\\.|[^\\}])*)\}/g, (stop, number: string, value: string) => {
    if (value !== word) return stop;
    first ??= number;
    return `\${${first}:${value}}`;
  });
}
