import { visible } from '../terminal/escape.ts';
import type { Style } from '../terminal/style.ts';
import { columns } from '../terminal/width.ts';
import type { ReportedFinding } from './report.ts';

/** How much of a long line is shown around the place that is meant. */
const BEFORE = 60;
const LENGTH = 110;

/** The line of a finding with its number, and carets below what is meant. */
export function frame(finding: ReportedFinding, style: Style): string[] {
  const { start, end, line } = finding;
  const from = start.character > LENGTH - 10 ? start.character - BEFORE : 0;
  const to = Math.min(line.length, from + LENGTH);
  const last = Math.min(end.line === start.line ? end.character : line.length, to);
  const before = shown(line.slice(from, start.character), from > 0 ? '...' : '');
  const meant = shown(line.slice(start.character, last), '');
  const after = shown(line.slice(Math.max(last, start.character), to), '') + (to < line.length ? '...' : '');
  const number = String(start.line + 1);
  const gutter = (text: string): string => style('blue', `${text.padStart(number.length)} |`);
  const carets = '^'.repeat(Math.max(1, columns(meant)));
  const color = COLORS[finding.severity];
  return [
    `  ${gutter(number)} ${before}${meant}${after}`,
    `  ${gutter('')} ${' '.repeat(columns(before))}${style(color, carets)}`,
  ];
}

export const COLORS = { error: 'red', warning: 'yellow', information: 'cyan' } as const;

/** A tab would move the carets; a BOM takes no room. */
function shown(text: string, prefix: string): string {
  return prefix + visible(text.replace('\ufeff', '').replaceAll('\t', '    '));
}
