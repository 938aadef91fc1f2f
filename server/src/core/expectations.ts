/**
 * Manifests that say what is found in them: several files in one text (`#- path.yaml` headers), and expected findings below the
 * lines that they speak of:
 *
 *     image: nginx:latest
 *     #      ^^^^^^^^^^^^ the message, or the id of the check
 *
 * The carets stand in the columns of the finding; a caret line without `#` may start at column 0.
 */
export interface ExpectationFile {
  readonly path: string;
  /** Without the caret lines. */
  readonly text: string;
  readonly expected: readonly Expected[];
  /** For each line of `text`, which line of the source it was, from 0. */
  readonly lines: readonly number[];
}

/** A finding that is expected, or one that is there: offsets count from the start of the file. */
export interface Expected {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

const HEADER = /^#- (\S+)$/;
const CARETS = /^(\s*#?\s*)(\^+)(?:\s+(.*))?$/;

/** Reads a text of one file or several. What stands before the first header is a file of its own, unless it is blank. */
export function readExpectations(source: string, defaultPath: string): ExpectationFile[] {
  let open = new OpenFile(defaultPath);
  const files = [open];
  const lines = source.split('\n');
  for (const [index, line] of lines.entries()) {
    const path = index < lines.length - 1 ? HEADER.exec(line.replace(/\r$/, ''))?.[1] : undefined;
    if (path === undefined) open.add(line, index);
    else {
      open.endLine();
      files.push((open = new OpenFile(path)));
    }
  }
  return files
    .map((file) => file.close())
    .filter(
      ({ text, expected }, index) =>
        index > 0 || files.length === 1 || text.trim() !== '' || expected.length > 0,
    );
}

class OpenFile {
  readonly #path: string;
  readonly #kept: string[] = [];
  readonly #lines: number[] = [];
  readonly #expected: Expected[] = [];
  #length = 0;
  #lastStart = 0;

  constructor(path: string) {
    this.#path = path;
  }

  add(line: string, index: number): void {
    const match = CARETS.exec(line.replace(/\r$/, ''));
    if (match) {
      const start = this.#lastStart + (match[1]?.length ?? 0);
      this.#expected.push({ start, end: start + (match[2]?.length ?? 0), message: match[3] ?? '' });
      return;
    }
    this.#lastStart = this.#length;
    this.#kept.push(line);
    this.#lines.push(index);
    this.#length += line.length + 1;
  }

  /** Another file follows, so the last line has an end. */
  endLine(): void {
    this.#kept.push('');
    this.#lines.push(this.#lines.at(-1) ?? 0);
  }

  close(): ExpectationFile {
    return { path: this.#path, text: this.#kept.join('\n'), expected: this.#expected, lines: this.#lines };
  }
}

/** Writes findings as caret lines below the lines of a text, so that a difference can be read. */
export function withCarets(text: string, findings: readonly Expected[]): string {
  let start = 0;
  const lines = text.split('\n').map((line) => {
    const from = start;
    start += line.length + 1;
    const here = findings
      .filter((finding) => finding.start >= from && finding.start <= from + line.length)
      .toSorted((a, b) => a.start - b.start || a.message.localeCompare(b.message))
      .map((finding) => caretLine(line, from, finding));
    return [line, ...here].join('\n');
  });
  return lines.join('\n');
}

/** The comment below a line that points at a finding in it. */
export function caretLine(line: string, lineStart: number, { start, end, message }: Expected): string {
  const column = start - lineStart;
  const carets = '^'.repeat(Math.max(1, Math.min(end, lineStart + line.length) - start));
  const indent = Math.min(line.length - line.trimStart().length, Math.max(0, column - 1));
  const before = column === 0 ? '' : `${' '.repeat(indent)}#${' '.repeat(column - indent - 1)}`;
  return `${before}${carets} ${message}`.trimEnd();
}
