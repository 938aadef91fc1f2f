import { withQuery, collectionPath } from '../../cluster/resources/address.ts';
import type { ListUse } from '../../cluster/resources/lists.ts';
import type { ResourceType } from '../../cluster/resources/discovery.ts';
import type { RowQuery } from '../../cluster/resources/rowList.ts';
import type { Event } from '../../cluster/models.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import type { Look, Node, Tree } from '../node.ts';
import type { Lesson } from '../teaching/lesson.ts';
import { listLesson } from '../teaching/lesson.ts';
import { ageOf, GROWS_OLDER_EVERY } from '../ago.ts';
import { failureNode, messageNode } from './messageNode.ts';

const EVENTS: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Event',
  resource: 'events',
  namespaced: true,
  verbs: ['list', 'watch'],
  shortNames: ['ev'],
  subresources: [],
};
/** More are not shown; the server forgets them after an hour. */
const MOST = 100;

export const NO_EVENTS = 'no events: the cluster keeps them for an hour';

/** What happened to an object, the newest first. */
export class EventsNode implements Node {
  readonly id: string;
  readonly look: Look = { label: 'Events', icon: 'history', kind: 'events' };
  readonly #session: Session;
  readonly #tree: Tree;
  readonly #object: EventsOf;
  #use: ListUse | undefined;
  /** Kept until an event comes: the row above changes more often. */
  #events: readonly Event[] | undefined;
  #clock: NodeJS.Timeout | undefined;
  #changes = 0;

  constructor(session: Session, tree: Tree, parent: string, object: EventsOf) {
    this.id = `${parent}/events`;
    this.#session = session;
    this.#tree = tree;
    this.#object = object;
  }

  get context(): string {
    return this.#session.context.name;
  }

  lessons(): readonly Lesson[] {
    return [listLesson(eventsQuery(this.#object))];
  }

  async children(): Promise<readonly Node[]> {
    try {
      const query = eventsQuery(this.#object);
      this.#use ??= this.#session.lists.use(query, () => this.#changed());
      this.#clock ??= setInterval(() => this.#tree.changed(this), GROWS_OLDER_EVERY).unref();
      if (this.#events) return this.#rows(this.#events);
      const { list } = this.#use;
      await list.begun(Infinity);
      if (list.failure) return [failureNode(this.id, list.failure)];
      if (list.size === 0) return [messageNode(`${this.id}/0`, NO_EVENTS)];
      const changes = this.#changes;
      const found = await this.#session.connection.json<{ items: Event[] }>({ path: eventsPath(query) });
      if (changes === this.#changes) this.#events = found.items;
      return this.#rows(found.items);
    } catch (error) {
      return [failureNode(this.id, error)];
    }
  }

  release(): void {
    this.#use?.release();
    this.#use = undefined;
    this.#events = undefined;
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  #rows(events: readonly Event[]): readonly Node[] {
    return rowsOf(this.id, events, this.#object.row, Date.now());
  }

  #changed(): void {
    this.#changes++;
    this.#events = undefined;
    this.#tree.changed(this);
  }
}

interface EventsOf {
  readonly type: Pick<ResourceType, 'kind' | 'group' | 'namespaced'>;
  readonly row: Row;
}

/** Events about things without a namespace lie in any; the kubelet's about its node name it, not its uid. */
function eventsQuery({ type, row }: EventsOf): RowQuery {
  const about = { 'involvedObject.kind': type.kind, 'involvedObject.name': row.name };
  const fieldSelector = Object.entries(about)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return {
    type: EVENTS,
    fieldSelector,
    ...(row.namespace === undefined ? {} : { namespace: row.namespace }),
  };
}

function eventsPath({ type, namespace, fieldSelector }: RowQuery): string {
  return withQuery(collectionPath(type, namespace), { fieldSelector });
}

/** Events as rows. Those of a namesake that is gone are left out. */
function rowsOf(parent: string, events: readonly Event[], row: Row, now: number): readonly Node[] {
  const own = events.filter(({ involvedObject: { uid } }) => !uid || uid === row.uid || uid === row.name);
  const timed = own.map((event) => ({ event, last: lastSeen(event) }));
  const newest = timed.toSorted((a, b) => b.last - a.last).slice(0, MOST);
  return newest.map(({ event, last }) => eventRow(parent, event, ageOf(last, now)));
}

function eventRow(parent: string, event: Event, age: string): Node {
  const { reason = 'Event', message = '', type = 'Normal', metadata } = event;
  const count = event.series?.count ?? event.count ?? 1;
  const times = count > 1 ? `${count} times, last ${age} ago` : `${age} ago`;
  const from = event.reportingComponent || event.source?.component;
  const isWarning = type !== 'Normal';
  return {
    id: `${parent}/${metadata.uid ?? metadata.name ?? ''}`,
    look: {
      label: reason,
      description: `${times} · ${message.trim()}`,
      icon: isWarning ? 'warning' : 'info',
      ...(isWarning ? { mood: 'warning' } : {}),
      tooltip: [message.trim(), `${times}${from ? `, by ${from}` : ''}`].join('\n\n'),
      spoken: `${type} event ${reason}, ${times}: ${message.trim()}`,
      kind: 'event',
    },
  };
}

/** Old and new clients write the time of an event into different fields. */
function lastSeen({ series, lastTimestamp, eventTime, firstTimestamp, metadata }: Event): number {
  const times = [
    series?.lastObservedTime,
    lastTimestamp,
    eventTime,
    firstTimestamp,
    metadata.creationTimestamp,
  ];
  const time = times.find((one) => one !== undefined && one !== null);
  return time === undefined ? Number.NaN : Date.parse(String(time));
}

/** Kinds to which nothing happens that anybody tells of. */
const EVENTLESS = new Set([
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'Event',
  'Endpoints',
  'EndpointSlice',
  'Lease',
  'ControllerRevision',
  'LimitRange',
  'PodTemplate',
  'NetworkPolicy',
  'PriorityClass',
  'RuntimeClass',
  'IngressClass',
  'StorageClass',
  'ComponentStatus',
]);

/** Whether events of objects of this kind are worth a row. */
export function hasEvents({ kind, group }: Pick<ResourceType, 'kind' | 'group'>): boolean {
  return !EVENTLESS.has(kind) && group !== 'rbac.authorization.k8s.io';
}
