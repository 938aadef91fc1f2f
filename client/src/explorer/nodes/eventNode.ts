import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { Column, Row } from '../../cluster/resources/table.ts';
import { ageOf, durationOf } from '../ago.ts';
import type { Look } from '../node.ts';
import { cellOf } from '../status.ts';
import { ObjectNode } from './objectNode.ts';

/** An event among those of a namespace: what happened, to what, and when. */
export class EventNode extends ObjectNode {
  override get look(): Look {
    const { row, columns } = this;
    const { label, description, isWarning } = eventText(row, columns, Date.now());
    const namespace = this.showsNamespace && row.namespace ? `${row.namespace} · ` : '';
    return {
      label,
      description: `${namespace}${description}`,
      icon: isWarning ? 'warning' : 'info',
      ...(isWarning ? { mood: 'warning' } : {}),
      spoken: `${isWarning ? 'Warning' : 'Normal'} event ${label}, ${namespace}${description}`,
      kind: super.look.kind,
    };
  }

  override growsOlder(last: number, now: number): boolean {
    const { row, columns } = this;
    return eventText(row, columns, last).description !== eventText(row, columns, now).description;
  }
}

/** Whether objects are events (https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/). */
export function isEvent({ group, kind }: ResourceType): boolean {
  return kind === 'Event' && (group === '' || group === 'events.k8s.io');
}

/** Orders events, the newest first. */
export function newestFirst(columns: readonly Column[]): (a: Row, b: Row) => number {
  return (a, b) => lastSeen(b, columns) - lastSeen(a, columns) || b.created - a.created;
}

function eventText(
  row: Row,
  columns: readonly Column[],
  now: number,
): { readonly label: string; readonly description: string; readonly isWarning: boolean } {
  const cell = cellOf(row, columns);
  const age = ageOf(lastSeen(row, columns), now);
  const count = Number(cell('count') ?? 1);
  const times = count > 1 ? `${count} times, last ${age} ago` : `${age} ago`;
  const message = (cell('message') ?? '').replaceAll(/\s+/g, ' ').trim();
  return {
    label: cell('reason') || 'Event',
    description: [cell('object'), times, message].filter(Boolean).join(' · '),
    isWarning: cell('type') === 'Warning',
  };
}

/** Rows never change, so what was read of them holds; lists are sorted whenever one of their rows is another. */
const known = new WeakMap<Row, { readonly columns: readonly Column[]; readonly time: number }>();

function lastSeen(row: Row, columns: readonly Column[]): number {
  const last = known.get(row);
  if (last?.columns === columns) return last.time;
  const time = readLastSeen(row, columns);
  known.set(row, { columns, time });
  return time;
}

/** The server says how long ago it was when it printed the row; of some events it knows only when they were written down. */
function readLastSeen(row: Row, columns: readonly Column[]): number {
  const ago = cellOf(row, columns)('last seen') ?? '';
  return /^\d/.test(ago) ? (row.printed ?? 0) - durationOf(ago) : row.created;
}
