import type { Stats } from '../check/stats.ts';
import { visible } from '../terminal/escape.ts';

/** A table of the findings of each check, and a line of times. */
export function statsText({ checks, times }: Stats): string {
  const head = ['FINDINGS', 'WAIVED', 'OBJECTS', 'FILES', 'CHECK'];
  const rows = checks.map(({ id, findings, waived, objects, files }) => [
    ...[findings, waived, objects, files].map(String),
    visible(id),
  ]);
  const line = (row: readonly string[]): string =>
    `${row.map((cell, column) => (column === 4 ? cell : cell.padStart(head[column]?.length ?? 0))).join('  ')}\n`;
  const table = rows.length > 0 ? [head, ...rows].map(line).join('') : '';
  const parts = Object.entries(times).map(([part, ms]) => `${part} ${(ms / 1000).toFixed(2)} s`);
  return `${table}Time: ${parts.join(', ')}\n`;
}
