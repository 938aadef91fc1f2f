/** What a piece of a report leads to. */
export type Target =
  | { readonly check: string }
  | { readonly path: string; readonly name: string; readonly context: string }
  /** An entry of the journal: to undo it, or to see all of what it changed. */
  | { readonly undo: string }
  | { readonly change: string };

export interface ReportLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly target: Target;
}

/** A text with links, written line by line. What comes from clusters is free of control characters in it. */
export class Report {
  readonly #lines: string[] = [];
  readonly links: ReportLink[] = [];

  /** A line of texts and links. */
  line(...parts: readonly (string | { readonly text: string; readonly target: Target })[]): this {
    let line = '';
    for (const part of parts) {
      const text = plain(typeof part === 'string' ? part : part.text);
      if (typeof part !== 'string') {
        const place = { line: this.#lines.length, start: line.length, end: line.length + text.length };
        this.links.push({ ...place, target: part.target });
      }
      line += text;
    }
    this.#lines.push(line);
    return this;
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}

/** `1 object`, `2 objects`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
