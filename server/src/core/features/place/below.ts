import { indentsLists, indentStep } from '../../manifest/edit.ts';
import { lineEnd, lineStart } from '../../text.ts';
import { isIdle, readLine } from './line.ts';
import type { Line } from './line.ts';
import type { Place } from './place.ts';
import { entriesAround } from './walk.ts';

/**
 * For the place of a value behind a key, in block style: that of a first key or item on the line below it. Its word is what
 * stands behind the key, with the spaces before it. `undefined` where more than the word stands there.
 */
export function placeBelow(text: string, place: Place, isList: boolean): Place | undefined {
  const { word, column, path, style, quote } = place;
  if (place.role !== 'value' || style !== 'block' || quote !== '') return undefined;
  const end = lineEnd(text, word.end);
  if (text.slice(word.end, end).trim() !== '') return undefined;
  const start = text.slice(0, word.start).trimEnd().length;
  const first = firstBelow(text, end, column, isList);
  const step = isList && !indentsLists(text) ? 0 : indentStep(text);
  const own = first && (isList ? (first.dashes[0] ?? column) : first.column);
  return {
    ...place,
    role: 'key',
    word: { start, end },
    column: own ?? column + step,
    isItem: first === undefined,
    entries: (depth) =>
      depth < path.length
        ? place.entries(depth)
        : first && !isList
          ? entriesAround(text, first, own ?? 0, true)
          : NONE,
  };
}

const NONE: ReadonlyMap<string, string> = new Map();

/** The first line of a value below a key at a column. */
function firstBelow(text: string, from: number, column: number, isList: boolean): Line | undefined {
  for (let at = text.indexOf('\n', from) + 1; at > 0 && at < text.length; at = text.indexOf('\n', at) + 1) {
    const line = readLine(text, lineStart(text, at));
    if (isIdle(line)) continue;
    if (isList) return (line.dashes[0] ?? -1) >= column ? line : undefined;
    return line.dashes.length === 0 && line.column > column ? line : undefined;
  }
  return undefined;
}
