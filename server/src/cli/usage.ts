import { closest, distance } from 'fastest-levenshtein';

/** Wrong usage: one line for the user, exit code 2. */
export class UsageError extends Error {}

/** `: did you mean "--format"?`, or what else to do. Two letters that changed places count as two mistakes. */
export function didYouMean(word: string, known: readonly string[], otherwise: string): string {
  const near = closest(word, known);
  const isNear = distance(word, near) <= Math.max(2, Math.floor(near.length / 3));
  return isNear ? `: did you mean "${near}"?` : `: ${otherwise}`;
}
