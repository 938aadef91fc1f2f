import { splitDocuments } from '../manifest/split.ts';
import type { Line } from './place/line.ts';
import { isIdle, readLine } from './place/line.ts';

export interface Fold {
  /** Lines, from 0; the last one is folded, too. */
  readonly startLine: number;
  readonly endLine: number;
  readonly kind?: 'comment' | 'region';
}

/**
 * What can be folded: keys and items with what is below them, comments of several lines, documents. Goes by indentation, so that
 * broken text folds, too; lists at the column of their key fold with it.
 */
export function foldingRanges(text: string): Fold[] {
  return [...documentFolds(text), ...blockFolds(text)].toSorted((a, b) => a.startLine - b.startLine);
}

interface Open {
  readonly column: number;
  readonly line: number;
  /** A key whose list may stand at its own column. */
  readonly isKey: boolean;
}

function blockFolds(text: string): Fold[] {
  const folds: Fold[] = [];
  const open: Open[] = [];
  let last = 0;
  let comment: { start: number; end: number } | undefined;
  const close = (column: number, isDash: boolean): void => {
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const stays = top.column < column || (top.column === column && isDash && top.isKey);
      if (stays) return;
      open.pop();
      if (last > top.line) folds.push({ startLine: top.line, endLine: last });
    }
  };
  const closeComment = (): void => {
    if (comment && comment.end > comment.start) {
      folds.push({ startLine: comment.start, endLine: comment.end, kind: 'comment' });
    }
    comment = undefined;
  };
  for (const [index, line] of linesOf(text)) {
    if (line.text.trim() === '') continue;
    if (isIdle(line)) {
      comment = { start: comment?.start ?? index, end: index };
      continue;
    }
    closeComment();
    const isMarker = /^(?:---|\.\.\.)(?:\s|$)/.test(line.text);
    const [dash] = line.dashes;
    close(isMarker ? -1 : (dash ?? line.column), dash !== undefined);
    last = index;
    if (isMarker) continue;
    const columns = [...line.dashes];
    for (const column of columns) open.push({ column, line: index, isKey: false });
    if (line.key !== undefined || line.dashes.length === 0) {
      open.push({ column: line.column, line: index, isKey: line.key !== undefined });
    }
  }
  closeComment();
  close(-1, false);
  return withoutRepeats(folds);
}

function* linesOf(text: string): Generator<[number, Line]> {
  let index = 0;
  for (let at = 0; at <= text.length; index++) {
    const line = readLine(text, at);
    yield [index, line];
    const newline = text.indexOf('\n', at);
    if (newline < 0) return;
    at = newline + 1;
  }
}

/** Documents of a file with several, each from its `---` to the last line that is not blank. */
function documentFolds(text: string): Fold[] {
  const spans = splitDocuments(text);
  if (spans.length < 2) return [];
  let line = 0;
  return spans.flatMap(({ start, end }): Fold[] => {
    const part = text.slice(start, end);
    const startLine = line;
    line += part.split('\n').length - 1;
    const endLine = startLine + part.trimEnd().split('\n').length - 1;
    return endLine > startLine ? [{ startLine, endLine, kind: 'region' }] : [];
  });
}

/** An item and its first key fold alike: the item is enough. */
function withoutRepeats(folds: readonly Fold[]): Fold[] {
  const longest = new Map<number, Fold>();
  for (const fold of folds) {
    const known = longest.get(fold.startLine);
    if (!known || known.endLine < fold.endLine) longest.set(fold.startLine, fold);
  }
  return [...longest.values()];
}
