import type { Severity } from '../../core/checks/check.ts';
import { RANK } from '../formats/report.ts';
import type { Summary } from '../formats/report.ts';

/** Severities that make the run fail: those from the threshold on, warnings only where there are more than allowed. */
export function failingSeverities(
  { severity, maxWarnings }: { readonly severity: Severity; readonly maxWarnings: number | undefined },
  { warnings }: Pick<Summary, 'warnings'>,
): ReadonlySet<Severity> {
  const all: readonly Severity[] = ['error', 'warning', 'information'];
  const failing = new Set(all.filter((one) => RANK[one] >= RANK[severity]));
  if (maxWarnings === undefined) return failing;
  if (warnings > maxWarnings) failing.add('warning');
  else failing.delete('warning');
  return failing;
}
