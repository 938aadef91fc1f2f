import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import type { Cause, Verdict } from './judge.ts';
import type { Sample } from './objects.ts';

/** The API server's verdict on an object beside the engine's findings. */
export interface Comparison {
  readonly sample: Sample;
  readonly verdict: Verdict;
  readonly errors: readonly PlacedFinding[];
  readonly warnings: readonly PlacedFinding[];
}

export function compare(sample: Sample, verdict: Verdict, findings: readonly PlacedFinding[]): Comparison {
  return {
    sample,
    verdict,
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

/** Both accept it or both reject it. */
export function sameVerdict({ verdict, errors }: Comparison): boolean {
  return verdict.accepted === (errors.length === 0);
}

/** An error of ours stands at a field that the server names, where it names one. */
export function sameField({ verdict, errors }: Comparison): boolean {
  return verdict.causes.some((cause) => names(cause, errors));
}

/** Whether an error of ours stands where the server sees this cause. A cause without a field is anywhere. */
export function names(cause: Cause, errors: readonly PlacedFinding[]): boolean {
  const { field } = cause;
  if (field === undefined) return errors.length > 0;
  // Where the server cannot decode, it leaves the indices out.
  const read = cause.reason === 'WrongType' ? withoutIndices : normal;
  return errors.some(({ path }) => read(path) === read(field));
}

/** `limits[cpu]`, `limits["cpu"]` and `limits.cpu` are the same place. */
function normal(path: string): string {
  return path.replaceAll(/\[["']?([^\]\d"'][^\]"']*)["']?\]/g, '.$1');
}

function withoutIndices(path: string): string {
  return normal(path).replaceAll(/\[\d+\]/g, '');
}
