import { nearest } from '../core/checks/config.ts';

/** Wrong usage: one line for the user, exit code 2. */
export class UsageError extends Error {}

/** `: did you mean "--format"?`, or what else to do. */
export function didYouMean(word: string, known: readonly string[], otherwise: string): string {
  const near = nearest(word, known);
  return near === undefined ? `: ${otherwise}` : `: did you mean "${near}"?`;
}
