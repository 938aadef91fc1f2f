/**
 * Manifests as tests write them: several files in one text (`#- path.yaml` headers), a cursor (`<|>`) and expected findings
 * below the lines they speak of:
 *
 *     image: nginx:latest
 *     #      ^^^^^^^^^^^^ the message
 *
 * The carets stand in the columns of the finding; a caret line without `#` may start at column 0.
 */
export interface Fixture {
  readonly files: readonly FixtureFile[];
  readonly cursor?: { readonly uri: string; readonly offset: number };
}

export interface FixtureFile {
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  readonly expected: readonly Expected[];
}

/** A finding that a test expects: offsets count from the start of the file. */
export interface Expected {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export const ROOT = 'file:///workspace';
const CURSOR = '<|>';
const CARETS = /^(\s*#?\s*)(\^+)(?:\s+(.*))?$/;

export function parseFixture(source: string, defaultPath = 'manifest.yaml'): Fixture {
  const files: FixtureFile[] = [];
  let cursor: Fixture['cursor'];
  for (const [path, body] of splitFiles(source, defaultPath)) {
    const uri = `${ROOT}/${path}`;
    const at = body.indexOf(CURSOR);
    const file = readFile(path, uri, body.replace(CURSOR, ''));
    if (at >= 0) cursor = { uri, offset: at };
    files.push(file);
  }
  return cursor ? { files, cursor } : { files };
}

function splitFiles(source: string, defaultPath: string): [string, string][] {
  const parts = source.split(/^#- (\S+)\r?\n/m);
  const files: [string, string][] = [];
  if (parts[0]?.trim() || parts.length === 1) files.push([defaultPath, parts[0] ?? '']);
  for (let at = 1; at < parts.length; at += 2) files.push([parts[at] ?? defaultPath, parts[at + 1] ?? '']);
  return files;
}

function readFile(path: string, uri: string, body: string): FixtureFile {
  const expected: Expected[] = [];
  const kept: string[] = [];
  let length = 0;
  let lastStart = 0;
  for (const line of body.split('\n')) {
    const match = CARETS.exec(line.replace(/\r$/, ''));
    if (match) {
      const start = lastStart + (match[1]?.length ?? 0);
      expected.push({ start, end: start + (match[2]?.length ?? 0), message: match[3] ?? '' });
      continue;
    }
    lastStart = length;
    kept.push(line);
    length += line.length + 1;
  }
  return { path, uri, text: kept.join('\n'), expected };
}

/** Writes findings back as caret lines, so that a failing test shows a readable difference. */
export function withCarets(text: string, findings: readonly Expected[]): string {
  const lines = text.split('\n');
  const starts: number[] = [];
  for (let at = 0, line = 0; line < lines.length; at += (lines[line]?.length ?? 0) + 1, line++)
    starts.push(at);
  return lines
    .map((line, index) => {
      const start = starts[index] ?? 0;
      const here = findings
        .filter((finding) => finding.start >= start && finding.start <= start + line.length)
        .toSorted((a, b) => a.start - b.start || a.message.localeCompare(b.message))
        .map(({ start: from, end, message }) => {
          const column = from - start;
          const carets = '^'.repeat(Math.max(1, Math.min(end, start + line.length) - from));
          const indent = Math.min(line.length - line.trimStart().length, Math.max(0, column - 1));
          const before = column === 0 ? '' : `${' '.repeat(indent)}#${' '.repeat(column - indent - 1)}`;
          return `${before}${carets} ${message}`.trimEnd();
        });
      return [line, ...here].join('\n');
    })
    .join('\n');
}
