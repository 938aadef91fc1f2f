import type { FoundObject, FoundObjects } from './readObjects.ts';
import { targetOf } from './readObjects.ts';
import { count, Report } from './report.ts';

export type Severity = 'error' | 'warning' | 'information';
export interface Problem {
  readonly object: number;
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information'];

/** How many problems of each severity there are: `2 errors, 1 warning`. */
export function countsText(problems: readonly Problem[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const number = problems.filter((one) => one.severity === severity).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  return counts.length === 0 ? 'no findings' : counts.join(', ');
}

/** Everything that the checks found in objects of a cluster, the objects with errors first. */
export function checkReport(
  place: string,
  context: string,
  { objects, failures }: FoundObjects,
  problems: readonly Problem[],
): Report {
  const report = new Report().line(`# Checks of ${place}`).line('');
  report.line(`${countsText(problems)} in ${count(objects.length, 'object')}.`);
  if (failures.length > 0) {
    report.line('').line('Not read:').line('');
    for (const failure of failures) report.line(`- ${failure}`);
  }
  const rank = (index: number): number =>
    Math.min(
      ...problems
        .filter(({ object }) => object === index)
        .map(({ severity }) => SEVERITIES.indexOf(severity)),
    );
  const affected = [...new Set(problems.map(({ object }) => object))].toSorted(
    (a, b) => rank(a) - rank(b) || a - b,
  );
  for (const index of affected) {
    const found = objects[index];
    if (!found) continue;
    report
      .line('')
      .line('## ', { text: titleOf(found), target: { ...targetOf(found), context } })
      .line('');
    const own = problems.filter(({ object }) => object === index);
    const bySeverity = own.toSorted(
      (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
    );
    for (const { severity, message, path, id } of bySeverity) {
      report.line(
        `- ${severity}: ${path === '' ? '' : `${path}: `}${message} (`,
        { text: id, target: { check: id } },
        ')',
      );
    }
  }
  return report;
}

function titleOf({ type, namespace, name }: FoundObject): string {
  return `${type.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
