import { isDeepStrictEqual } from 'node:util';
import { asMap } from '../../look/comparable.ts';
import { fieldStep, itemStep, keyed, pathText } from './keyed.ts';

/** A field that differs; a side is `undefined` where it has no such field. */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two states of an object, field by field. */
export function fieldChanges(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [a, b] = [asMap(before), asMap(after)];
  if (a && b) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].flatMap((name) => fieldChanges(a[name], b[name], [...path, fieldStep(name)]));
  }
  const both = before === undefined || after === undefined ? undefined : keyed([before, after]);
  const [x, y] = both ?? [];
  // The same items in another order differ as a whole.
  const isReordered =
    x &&
    y &&
    isDeepStrictEqual(new Set(x.keys()), new Set(y.keys())) &&
    [...x.keys()].join('\n') !== [...y.keys()].join('\n');
  if (!x || !y || isReordered) return [{ path: pathText(path), before, after }];
  const keys = new Set([...x.keys(), ...y.keys()]);
  return [...keys].flatMap((key) => fieldChanges(x.get(key), y.get(key), [...path, itemStep(key)]));
}

/** One line: `spec.replicas: 2 → 3`. */
export function changeText({ path, before, after }: FieldChange): string {
  if (before === undefined) return `+ ${path}: ${valueText(after)}`;
  if (after === undefined) return `− ${path}: ${valueText(before)}`;
  return `${path}: ${valueText(before)} → ${valueText(after)}`;
}

/** At most so many lines, and how many more there are. */
export function changeLines(changes: readonly FieldChange[], most = 12): readonly string[] {
  const more = changes.length - most;
  const lines = changes.slice(0, most).map(changeText);
  return more > 0 ? [...lines, `and ${more} more; "Show the Difference" has all`] : lines;
}

const LONGEST = 70;

export function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text === '' ? '""' : text;
}
