import type { Key } from '../../manifest/field.ts';
import { lineStart } from '../../text.ts';
import type { Line } from './line.ts';
import { isIdle, readLine } from './line.ts';

/** A key or list item above a place. */
export interface Step {
  readonly key: Key;
  readonly line: Line;
  readonly column: number;
}

/**
 * The keys and items that hold what begins at a column of a line, outermost first, found by indentation alone: whatever the
 * parser makes of the text, the author sees this structure.
 */
export function stepsAbove(text: string, line: Line, column: number): Step[] {
  const steps: Step[] = [];
  let limit = column;
  let item: { index: number; line: Line; column: number } | undefined;
  const closeItem = (): void => {
    if (item) steps.push({ key: item.index, line: item.line, column: item.column });
    item = undefined;
  };
  const visit = (visited: Line, own: boolean): void => {
    if (!own && visited.key !== undefined && (item ? visited.column <= limit : visited.column < limit)) {
      closeItem();
      steps.push({ key: visited.key, line: visited, column: visited.column });
      limit = visited.column;
    }
    for (const dash of visited.dashes.toReversed()) {
      if (item && dash === limit) item.index++;
      else if (dash < limit) {
        closeItem();
        item = { index: 0, line: visited, column: dash };
        limit = dash;
      }
    }
  };
  visit(line, true);
  for (const above of linesAbove(text, line.start, () => limit)) visit(above, false);
  closeItem();
  return steps.toReversed();
}

/** The lines above an offset of a line's start that are not deeper than a limit, nearest first. */
function* linesAbove(text: string, from: number, limit: () => number): Generator<Line> {
  for (let at = from; at > 0;) {
    at = lineStart(text, at - 1);
    if (indentAt(text, at) > limit()) continue;
    const line = readLine(text, at);
    if (!isIdle(line)) yield line;
  }
}

/** Keys and scalar values of the mapping whose keys stand at a column around a line. */
export function entriesAround(text: string, line: Line, column: number, own: boolean): Map<string, string> {
  const entries = new Map<string, string>();
  const add = ({ key, value, column: at }: Line): boolean => {
    if (at === column && key !== undefined) entries.set(key, value.replace(/^(["'])(.*)\1$/, '$2'));
    return at === column;
  };
  if (own) add(line);
  if (line.dashes.length === 0) {
    for (const above of linesAbove(text, line.start, () => column)) {
      const [dash] = above.dashes;
      if (dash === column) continue;
      if (!add(above) || dash !== undefined) break;
    }
  }
  for (
    let at = text.indexOf('\n', line.start) + 1;
    at > 0 && at < text.length;
    at = text.indexOf('\n', at) + 1
  ) {
    const indent = indentAt(text, at);
    if (indent > column) continue;
    const below = readLine(text, at);
    if (isIdle(below) || below.dashes[0] === column) continue;
    if (indent < column) break;
    add(below);
  }
  return entries;
}

/** The column where the keys of a mapping below a line stand, if it has any. */
export function columnBelow(text: string, line: Line, parent: number): number | undefined {
  const next = text.indexOf('\n', line.start) + 1;
  for (let at = next; at > 0 && at < text.length; at = text.indexOf('\n', at) + 1) {
    const below = readLine(text, at);
    if (isIdle(below)) continue;
    return below.column > parent && below.dashes.length === 0 && below.key !== undefined
      ? below.column
      : undefined;
  }
  return undefined;
}

function indentAt(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}
