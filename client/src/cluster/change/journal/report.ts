import { Report } from '../../look/report.ts';
import type { Line } from './line.ts';

/** So many lines of a difference are shown with its change. */
const SHOWN = 14;

/** What was changed from here, the newest first, with links to the objects, to whole differences and to what can be undone. */
export function journalReport(lines: readonly Line[], canUndo: (line: Line) => boolean): Report {
  const report = new Report().line('# What was changed from here, the newest first').line('');
  if (lines.length === 0) report.line('Nothing yet.');
  for (const line of lines) {
    const { kind, name, namespace, context, action, outcome, path, difference } = line;
    const place = namespace === undefined ? 'cluster-wide' : `namespace ${namespace}`;
    const unsure =
      outcome === 'uncertain' ? ', but the connection was cut: it may or may not have been made' : '';
    report.line(
      `# ${timeText(line.time)}  ${action}  `,
      { text: `${kind} ${name}`, target: { path, name, context } },
      `  (${place}, context ${context})${unsure}`,
      ...(canUndo(line) ? ['   ', { text: 'Undo…', target: { undo: line.id } }] : []),
    );
    const shown = difference === undefined || difference === '' ? [] : difference.split('\n');
    for (const one of shown.slice(0, SHOWN)) report.line(one);
    if (shown.length > SHOWN)
      report.line({ text: `# … ${shown.length - SHOWN} more lines`, target: { change: line.id } });
    report.line('');
  }
  return report;
}

/** In the time of this place. */
function timeText(time: number): string {
  const date = new Date(time);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
