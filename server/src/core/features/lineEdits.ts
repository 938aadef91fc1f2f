import type { TextEdit } from '../text.ts';

/**
 * The edits that turn one text into another, line by line, so that an editor keeps cursors and folds where nothing changed.
 * Finds the shortest script (Myers, "An O(ND) Difference Algorithm", 1986) for up to `MAX_CHANGES` lines, else replaces all
 * that lies between the first and the last difference.
 */
export function lineEdits(before: string, after: string): TextEdit[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const middle = { a: a.slice(head, a.length - tail), b: b.slice(head, b.length - tail) };
  if (middle.a.length + middle.b.length === 0) return [];
  const offsets = [0];
  for (const line of a) offsets.push((offsets.at(-1) ?? 0) + line.length);
  const kept = keptLines(middle.a, middle.b) ?? [];
  const edits: TextEdit[] = [];
  let from = 0;
  let to = 0;
  for (const [x, y] of [...kept, [middle.a.length, middle.b.length] as const]) {
    if (x > from || y > to) {
      const start = offsets[head + from] ?? 0;
      edits.push({ start, end: offsets[head + x] ?? start, text: middle.b.slice(to, y).join('') });
    }
    from = x + 1;
    to = y + 1;
  }
  return edits;
}

const MAX_CHANGES = 1000;

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Pairs of indices of the lines that stay; `undefined` if too many change. */
function keptLines(a: readonly string[], b: readonly string[]): [number, number][] | undefined {
  const trace: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let changes = 0; changes <= Math.min(MAX_CHANGES, a.length + b.length); changes++) {
    const next = new Map(furthest);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = startOf(furthest, diagonal, changes);
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length)
        return backtrack([...trace, furthest], a.length, b.length);
    }
    trace.push(furthest);
    furthest = next;
  }
  return undefined;
}

/** Whether a path enters a diagonal from the one above, by an insertion, or from the one below, by a deletion. */
function isInsertion(furthest: ReadonlyMap<number, number>, diagonal: number, changes: number): boolean {
  if (diagonal === -changes || diagonal === changes) return diagonal === -changes;
  return (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1);
}

function startOf(furthest: ReadonlyMap<number, number>, diagonal: number, changes: number): number {
  return isInsertion(furthest, diagonal, changes)
    ? (furthest.get(diagonal + 1) ?? 0)
    : (furthest.get(diagonal - 1) ?? -1) + 1;
}

function backtrack(
  trace: readonly ReadonlyMap<number, number>[],
  length: number,
  other: number,
): [number, number][] {
  const kept: [number, number][] = [];
  let x = length;
  let y = other;
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const furthest = trace[changes] ?? new Map<number, number>();
    const diagonal = x - y;
    const start = startOf(furthest, diagonal, changes);
    while (x > start) kept.push([--x, --y]);
    if (isInsertion(furthest, diagonal, changes)) y--;
    else x--;
  }
  return kept.toReversed();
}
