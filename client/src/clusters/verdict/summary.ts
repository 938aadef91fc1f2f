import { count } from '../../cluster/look/report.ts';
import type { Judged } from './judged.ts';

/** What came of a check, in one sentence with counts. */
export function summaryOf(
  file: string,
  context: string,
  judged: readonly Pick<Judged, 'verdict' | 'marks'>[],
  unreadable: number,
): string {
  const marks = judged.flatMap((one) => one.marks);
  const counts = (['error', 'warning', 'information'] as const).flatMap((severity) => {
    const number = marks.filter((one) => one.severity === severity).length;
    return number === 0 ? [] : [count(number, NAMES[severity])];
  });
  const outcomes = (['accepted', 'rejected', 'unasked'] as const).flatMap((outcome) => {
    const number = judged.filter(({ verdict }) => verdict.outcome === outcome).length;
    return number === 0 ? [] : [`${number} ${OUTCOMES[outcome]}`];
  });
  const left = unreadable === 0 ? '' : ` ${count(unreadable, 'document')} cannot be sent as written.`;
  const said = counts.length === 0 ? '' : `: ${counts.join(', ')}`;
  return `${file} against ${context}: ${count(judged.length, 'object')}, ${outcomes.join(', ')}${said}.${left}`;
}

const NAMES = { error: 'error', warning: 'warning', information: 'note' } as const;
const OUTCOMES = { accepted: 'accepted', rejected: 'refused', unasked: 'not checked as a whole' } as const;
