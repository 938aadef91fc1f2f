import { count, Report } from '../../look/report.ts';
import type { Fulfilment, Result } from './applyAll.ts';
import { conflictLines } from './conflicts.ts';
import type { ApplyPlan, Planned } from './planApply.ts';
import { nameOf } from './readManifests.ts';

const ORDER: readonly Fulfilment[] = ['failed', 'uncertain', 'not tried', 'applied', 'unchanged'];

/** In a few words: `2 applied, 1 failed`. */
export function countsOf(results: readonly Result[], { leftOut }: ApplyPlan): string {
  const counts = ORDER.toReversed().flatMap((outcome) => {
    const number = results.filter((one) => one.outcome === outcome).length;
    return number === 0 ? [] : [`${number} ${outcome}`];
  });
  return [...counts, ...(leftOut.length > 0 ? [`${leftOut.length} left out`] : [])].join(', ');
}

/** Whether everything that the text says is so now. */
export function isComplete(results: readonly Result[], { leftOut }: ApplyPlan): boolean {
  return (
    leftOut.length === 0 && results.every(({ outcome }) => outcome === 'applied' || outcome === 'unchanged')
  );
}

/** What became of every document of a file. */
export function applyReport(file: string, plan: ApplyPlan, results: readonly Result[]): Report {
  const report = new Report().line(`# ${file} on ${plan.context}`).line('');
  report.line(`${count(results.length, 'object')}: ${countsOf(results, plan)}.`).line('');
  for (const outcome of ORDER) {
    for (const { planned, reason, isNew } of results.filter((one) => one.outcome === outcome)) {
      const { manifest, address, conflicts } = planned;
      const name = nameOf(manifest);
      const target = { context: plan.context, name: manifest.name, path: address?.path ?? '' };
      const isThere = outcome === 'unchanged' || outcome === 'applied';
      const made = outcome === 'applied' ? ` (${madeOf(planned, isNew)})` : '';
      report.line(
        `- ${outcome}${made}: `,
        isThere ? { text: name, target } : name,
        ` (line ${manifest.line})${reason === undefined ? '' : `: ${reason}`}`,
      );
      for (const line of conflictLines(manifest, conflicts)) report.line(`  - ${line}`);
    }
  }
  for (const { line, reason } of plan.leftOut) report.line(`- left out: line ${line} ${reason}`);
  addRequests(report, results);
  return report;
}

/** What applying did; of what could not be tried before, the server has told whether it was there. */
function madeOf({ fate }: Planned, isNew = false): string {
  if (fate === 'adopted') return 'nothing but its owner changed';
  return fate === 'later' ? (isNew ? 'created' : 'changed') : fate;
}

/** What was asked of the API server, for whoever wants to know how it is done. */
function addRequests(report: Report, results: readonly Result[]): void {
  const asked = results.flatMap(({ planned: { step }, outcome }) =>
    step ? [{ ...step.change, outcome }] : [],
  );
  const [first] = asked;
  if (!first) return;
  report.line('').line('## What was asked of the API server').line('');
  report.line(
    `What could be tried before was tried with \`&dryRun=All\`, which keeps nothing. What was accepted and differs was then sent without it, as \`${first.type ?? ''}\`.`,
  );
  report.line('');
  for (const { method, path, outcome } of asked) report.line(`- ${method} ${path}: ${outcome}`);
}
