import type { Column, Row } from '../cluster/resources/table.ts';
import { ageOf, olderBy } from './ago.ts';
import type { Mood } from './mood.ts';

const BAD =
  /^(?:Init:)?(?:Error|Fail|Denied|Degraded|Missing$|CrashLoopBackOff|ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainer\w*Error|OOMKilled|Evicted|Unknown|Lost|NotReady\b.*|ImageInspectError|RunContainerError|ContainerStatusUnknown|StartError)/;
const WAITING =
  /^(?:Pending|ContainerCreating|PodInitializing|Terminating|Init:|SchedulingGated|Released|Warning|Progressing|OutOfSync|Provisioning|.*SchedulingDisabled)/;
const DONE = /^(?:Completed?|Succeeded|Suspended|SuccessCriteriaMet|Approved.*)$/;
const GOOD = /^(?:Running|Active|Bound|Available|Ready|Healthy|Established)$/;
/** Columns that say in a word how an object is: of Kubernetes' own kinds, and of what is often installed. */
const STATES = ['status', 'phase', 'condition', 'health status', 'health', 'state'];
/** Columns with a condition: `True`, `False` (maybe with a reason behind it) or `Unknown`. */
const CONDITIONS = ['ready', 'available', 'healthy', 'synced'];

/** Rows never change, so what was made of them holds; lists are gone through whenever one of their rows is another. */
const known = new WeakMap<Row, { readonly columns: readonly Column[]; readonly mood: Mood | undefined }>();

/** How an object is, as far as the server's own table tells. */
export function moodOf(row: Row, columns: readonly Column[]): Mood | undefined {
  const last = known.get(row);
  if (last?.columns === columns) return last.mood;
  const mood = readMood(row, columns);
  known.set(row, { columns, mood });
  return mood;
}

/** Whether something is wrong with an object, or not yet right. */
export function isUnwell(row: Row, columns: readonly Column[]): boolean {
  const mood = moodOf(row, columns);
  return mood === 'error' || mood === 'warning';
}

function readMood(row: Row, columns: readonly Column[]): Mood | undefined {
  if (row.deleting) return 'warning';
  const cell = cellOf(row, columns);
  const states = STATES.flatMap((name) => cell(name) ?? []);
  if (states.some((state) => BAD.test(state))) return 'error';
  const conditions = CONDITIONS.flatMap((name) => cell(name) ?? []);
  if (conditions.some((condition) => /^False\b/.test(condition))) return 'error';
  if (states.some((state) => WAITING.test(state)) || conditions.includes('Unknown')) return 'warning';
  if (states.some((state) => DONE.test(state)) || cell('suspend') === 'True') return 'quiet';
  const waits = [cell('external-ip') === '<pending>', cell('targets')?.includes('<unknown>')];
  if (waits.includes(true) || isWarning(cell)) return 'warning';
  const ready = cell('ready');
  const [have, want] = ready?.includes('/')
    ? ready.split('/').map(Number)
    : [ready, cell('desired')].map(numberOf);
  if (have !== undefined && want !== undefined) return have < want ? 'warning' : want === 0 ? 'quiet' : 'ok';
  const isGood = states.some((state) => GOOD.test(state)) || conditions.some((text) => /^True\b/.test(text));
  return isGood ? 'ok' : undefined;
}

/** Whether somebody has suspended a CronJob or Job, or cordoned a node. */
export function isResting(row: Row, columns: readonly Column[]): boolean {
  const cell = cellOf(row, columns);
  return cell('suspend') === 'True' || /^Suspended$|SchedulingDisabled/.test(cell('status') ?? '');
}

/** A cell by the name of its column; who defines a custom kind spells its columns as they like. */
export function cellOf(row: Row, columns: readonly Column[]): (name: string) => string | undefined {
  return (name) => {
    const index = columns.findIndex((column) => column.name.toLowerCase() === name);
    return index < 0 ? undefined : String(row.cells[index] ?? '');
  };
}

/** An event that tells of trouble. */
function isWarning(cell: (name: string) => string | undefined): boolean {
  return cell('type') === 'Warning' && cell('reason') !== undefined;
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

const SILENT = new Set(['Name', 'Namespace', 'Age', 'Created At', 'Labels', 'Selector']);
/** Columns whose values speak for themselves, and come first. */
const PLAIN = ['Status', 'Phase', 'Ready', 'Type'];
/** What means nothing without the name of its column. */
const NAMELESS = /^(?:[\d<]|(?:True|False|Unknown|true|false)$)/;
const NOTHING = new Set<unknown>(['', '<none>', '<unset>']);
/** What nearly every object has in these columns, so that only what is otherwise is news. */
const USUAL: Readonly<Record<string, unknown>> = { Restarts: '0', Suspend: 'False' };

/** What the server's table says of an object, in one line: the columns that it shows without being asked for more. */
export function summaryOf(row: Row, columns: readonly Column[], now: number): string {
  const status = cellOf(row, columns)('status');
  const shown = columns.flatMap(({ name, priority = 0 }, index) => {
    const cell = row.cells[index];
    if (priority > 0 || SILENT.has(name) || cell === null || cell === undefined || NOTHING.has(cell))
      return [];
    // Of a Job that did not complete the server prints how long ago it began, as its age does.
    if (USUAL[name] === String(cell) || (name === 'Duration' && status !== 'Complete')) return [];
    const rank = PLAIN.indexOf(name);
    const value = TIMED.has(name) ? olderBy(String(cell), now - (row.printed ?? now)) : String(cell);
    const speaks = !NAMELESS.test(value) || (rank >= 0 && (name !== 'Ready' || value.includes('/')));
    const text = speaks ? value : `${name.toLowerCase().replace('(s)', 's')} ${value}`;
    return [{ text, rank: rank < 0 ? PLAIN.length : rank }];
  });
  const cells = shown.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text);
  const going = goingText(row);
  return [going, ...cells.filter((text) => going === '' || text !== TERMINATING), ageOf(row.created, now)]
    .filter((text) => text !== '')
    .join(' · ');
}

/** What kubectl says of a Pod or Namespace that is being deleted; here every object has it. */
const TERMINATING = 'Terminating';

/** That an object is being deleted, and what keeps it from going; nothing of others. */
export function goingText({ deleting, heldBy = [] }: Row): string {
  if (!deleting) return '';
  return heldBy.length === 0 ? TERMINATING : `${TERMINATING} · waits for ${heldBy.join(', ')}`;
}

/** Columns that say how long ago something was, when they were printed. */
const TIMED = new Set(['Restarts', 'Last Schedule', 'Last Seen', 'First Seen']);
