import type { Column, Row } from '../cluster/resources/table.ts';
import type { Mood } from './node.ts';

const BAD =
  /^(?:Init:)?(?:Error|Failed|CrashLoopBackOff|ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainer\w*Error|OOMKilled|Evicted|Unknown|Lost|NotReady\b.*|ImageInspectError|RunContainerError|ContainerStatusUnknown|StartError)/;
const WAITING =
  /^(?:Pending|ContainerCreating|PodInitializing|Terminating|Init:|SchedulingGated|Suspended|Released|Warning)/;
const DONE = /^(?:Completed|Complete|Succeeded)$/;

/** How an object is, as far as the server's own table tells. */
export function moodOf(row: Row, columns: readonly Column[]): Mood | undefined {
  if (row.deleting) return 'warning';
  const cell = (name: string): string | undefined => {
    const index = columns.findIndex((column) => column.name === name);
    return index < 0 ? undefined : String(row.cells[index] ?? '');
  };
  const status = cell('Status') ?? cell('Phase');
  if (status !== undefined) {
    if (BAD.test(status)) return 'error';
    if (WAITING.test(status)) return 'warning';
    if (DONE.test(status)) return 'quiet';
  }
  const ready = cell('Ready');
  if (ready === 'False') return 'error';
  const [have, want] = ready?.includes('/')
    ? ready.split('/').map(Number)
    : [ready, cell('Desired')].map(numberOf);
  if (have !== undefined && want !== undefined) return have < want ? 'warning' : want === 0 ? 'quiet' : 'ok';
  return status === 'Running' ||
    status === 'Active' ||
    status === 'Bound' ||
    status === 'Ready' ||
    ready === 'True'
    ? 'ok'
    : undefined;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

const SILENT = new Set(['Name', 'Namespace', 'Age', 'Created At', 'Labels', 'Selector']);
/** Columns whose values speak for themselves, and come first. */
const PLAIN = ['Status', 'Phase', 'Ready', 'Type'];

/** What the server's table says of an object, in one line: the columns that it shows without being asked for more. */
export function summaryOf(row: Row, columns: readonly Column[], now: number): string {
  const shown = columns.flatMap(({ name, priority = 0 }, index) => {
    const cell = row.cells[index];
    if (priority > 0 || SILENT.has(name) || cell === null || cell === undefined || NOTHING.has(cell))
      return [];
    const rank = PLAIN.indexOf(name);
    const text =
      rank >= 0 || (typeof cell === 'string' && !/^\d/.test(cell))
        ? String(cell)
        : `${name.toLowerCase()} ${cell}`;
    return [{ text, rank: rank < 0 ? PLAIN.length : rank }];
  });
  const cells = shown.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text);
  return [...cells, ageOf(row.created, now)].filter((text) => text !== '').join(' · ');
}

const NOTHING = new Set<unknown>(['', '<none>', '<unset>']);

/** How long ago, as kubectl writes it: `5m`, `3h`, `12d`. */
export function ageOf(created: number, now: number): string {
  if (Number.isNaN(created)) return '';
  const seconds = Math.max(0, Math.floor((now - created) / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
}
