import type { Minor } from '../kinds/versions.ts';
import type { Availability } from './schema.ts';

/**
 * The bits of the minors that stand for a version. A minor that the pack lacks is taken for both of its neighbours, so that it
 * accepts what either has; those beyond an end for that end.
 */
export function bitsOf(minors: readonly Minor[], version: Minor): number {
  const exact = minors.indexOf(version);
  if (exact >= 0) return 1 << exact;
  const after = minors.findIndex((minor) => minor > version);
  if (after === 0) return 1;
  return after < 0 ? 1 << (minors.length - 1) : (1 << after) | (1 << (after - 1));
}

/** From and until when something exists; `undefined` if in all minors. Gaps between the minors leave a range. */
export function availabilityOf(minors: readonly Minor[], mask: number): Availability | undefined {
  const first = 31 - Math.clz32(mask & -mask);
  const last = 31 - Math.clz32(mask);
  const since = first > 0 ? between(minors, first) : undefined;
  const until = last < minors.length - 1 ? between(minors, last + 1) : undefined;
  return since || until ? { since, until } : undefined;
}

/** The versions after the minor before `index`, up to that at `index`. */
function between(minors: readonly Minor[], index: number): readonly [Minor, Minor] {
  const latest = minors[index] ?? 0;
  return [(minors[index - 1] ?? latest - 1) + 1, latest];
}
