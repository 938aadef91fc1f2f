import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { FindingKey } from './key.ts';
import { keyText } from './key.ts';

/** A finding that is known, and how often it may be found. */
export interface BaselineEntry extends FindingKey {
  readonly count: number;
}

export interface Matched {
  /** Findings that the baseline does not know. */
  readonly fresh: readonly PlacedFinding[];
  /** How many it knows. */
  readonly known: number;
  /** What it knows and nobody finds any more, with how often. */
  readonly stale: readonly BaselineEntry[];
}

/** Parts what is new from what the baseline knows. Of equal findings, the first ones are the known ones. */
export function matchBaseline(
  entries: readonly BaselineEntry[],
  findings: readonly PlacedFinding[],
  keyOf: (finding: PlacedFinding) => FindingKey,
): Matched {
  const left = new Map<string, BaselineEntry>();
  for (const entry of entries) add(left, entry, entry.count);
  const fresh = findings.filter((finding) => {
    if (finding.waived !== undefined) return true;
    const key = keyText(keyOf(finding));
    const entry = left.get(key);
    if (!entry) return true;
    if (entry.count > 1) left.set(key, { ...entry, count: entry.count - 1 });
    else left.delete(key);
    return false;
  });
  return { fresh, known: findings.length - fresh.length, stale: [...left.values()] };
}

/** The findings that no waiver silences as the entries of a baseline, in the order of their texts. */
export function baselineOf(
  findings: readonly PlacedFinding[],
  keyOf: (finding: PlacedFinding) => FindingKey,
): BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) if (finding.waived === undefined) add(entries, keyOf(finding), 1);
  return [...entries.values()].toSorted((a, b) => compare(parts(a), parts(b)));
}

function add(entries: Map<string, BaselineEntry>, key: FindingKey, count: number): void {
  const text = keyText(key);
  entries.set(text, { ...key, count: (entries.get(text)?.count ?? 0) + count });
}

function parts({ file, object, check, at }: FindingKey): string[] {
  return [file, object, check, at];
}

/** By code units, so that no locale changes the order. */
function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
