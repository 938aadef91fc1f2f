import type { ResourceType } from '../../cluster/resources/discovery.ts';
import { objectPath } from '../../cluster/resources/address.ts';
import type { RowList, RowQuery } from '../../cluster/resources/rowList.ts';
import type { Column, Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import { selectorText } from '../../cluster/streams/podsOf.ts';
import type { Pod, Service } from '../../cluster/models.ts';
import type { Measures } from '../measures.ts';
import type { Mood } from '../mood.ts';
import type { Look, Node, Tree } from '../node.ts';
import { isResting, moodOf, summaryOf } from '../status.ts';
import type { Lesson } from '../teaching/lesson.ts';
import { nameOf, objectLesson } from '../teaching/lesson.ts';
import { accessLessons, lookLessons } from '../teaching/lookLessons.ts';
import { podLessons } from '../teaching/podLessons.ts';
import type { Used } from '../usageText.ts';
import { containerNodes } from './containerNodes.ts';
import { EventsNode, hasEvents } from './eventsNode.ts';
import { ListNode } from './listNode.ts';
import { failureNode } from './messageNode.ts';
import { violationsNode } from './violationsNode.ts';

interface ObjectPlace {
  readonly type: ResourceType;
  readonly row: Row;
  readonly list: RowList;
  readonly showsNamespace?: boolean;
  readonly showsKind?: boolean;
}

/** Kinds that a controller of Kubernetes makes for an object of this kind. */
const OWNED: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['ReplicaSet'],
  ReplicaSet: ['Pod'],
  ReplicationController: ['Pod'],
  StatefulSet: ['Pod'],
  DaemonSet: ['Pod'],
  Job: ['Pod'],
  CronJob: ['Job'],
};

/** One object. Opens to what it owns, what a Service selects, or the containers of a pod, and to its events. */
export class ObjectNode extends ListNode {
  readonly id: string;
  readonly isLeaf: boolean;
  readonly type: ResourceType;
  readonly #shows: Pick<ObjectPlace, 'showsKind' | 'showsNamespace'>;
  #row: Row;
  #list: RowList;
  #used: Used | undefined;
  #containers: { readonly row: Row; readonly nodes: readonly Node[] } | undefined;
  #events: EventsNode | undefined;

  constructor(session: Session, tree: Tree, parent: string, place: ObjectPlace) {
    super(session, tree);
    const { type, row, list } = place;
    this.type = type;
    this.id = `${parent}/${row.uid}`;
    this.isLeaf = !opens(type) && !hasEvents(type);
    this.#shows = place;
    this.#row = row;
    this.#list = list;
  }

  /** The row as the server's table has it. */
  get row(): Row {
    return this.#row;
  }

  protected get showsNamespace(): boolean {
    return this.#shows.showsNamespace === true;
  }

  protected get columns(): readonly Column[] {
    return this.#list.columns;
  }

  update(row: Row, list: RowList): void {
    this.#row = row;
    this.#list = list;
  }

  growsOlder(last: number, now: number): boolean {
    const { columns } = this.#list;
    return summaryOf(this.#row, columns, last) !== summaryOf(this.#row, columns, now);
  }

  measure(measures: Measures | undefined): boolean {
    const used = measures?.of(this.#row, this.#list.columns);
    const isNews = used?.text !== this.#used?.text || used?.isNearLimit !== this.#used?.isNearLimit;
    this.#used = used;
    return isNews;
  }

  get look(): Look {
    const { row, type } = this;
    const { columns } = this.#list;
    const mood = moodWith(moodOf(row, columns), this.#used);
    const state = summaryOf(row, columns, Date.now());
    const lock = row.locked ? ['locked'] : [];
    const summary = [...lock, state, ...(this.#used ? [this.#used.text] : [])].join(' · ');
    return {
      label: row.name,
      description: [
        ...(this.#shows.showsNamespace ? [row.namespace ?? ''] : []),
        ...(this.#shows.showsKind ? [type.kind] : []),
        summary,
      ].join(' · '),
      icon: ICONS[mood ?? 'none'],
      ...(mood ? { mood } : {}),
      spoken: `${type.kind} ${row.name}, ${summary}`,
      kind: `object.${type.kind}${isForeign(type) && type.subresources.includes('scale') ? '.scalable' : ''}`,
      isLocked: row.locked,
      isResting: isResting(row, columns),
    };
  }

  protected override get emptyText(): string {
    return 'nothing that belongs to it';
  }

  get context(): string {
    return this.session.context.name;
  }

  /** Path of the object in the API. */
  get path(): string {
    return objectPath(this.type, this.row.name, this.row.namespace);
  }

  override async children(): Promise<readonly Node[]> {
    const { name, namespace } = this.row;
    const [own, violations] = await Promise.all([
      opens(this.type) ? this.#parts() : [],
      violationsNode(this.session, this.id, { kind: this.type.kind, name, namespace }),
    ]);
    if (!hasEvents(this.type)) return [...own, ...violations];
    this.#events ??= new EventsNode(this.session, this.tree, this.id, this);
    return [...own, ...violations, this.#events];
  }

  override async lessons(): Promise<readonly Lesson[]> {
    const self = objectLesson(this.type, this.row);
    return opens(this.type) && this.type.kind !== 'Pod' ? [self, ...(await super.lessons())] : [self];
  }

  /** Its pods are read for these, so they are made when somebody wants to see them. */
  async actionLessons(): Promise<readonly Lesson[]> {
    const { type, row, path } = this;
    const { kind } = type;
    const owner = { kind, name: row.name, namespace: row.namespace ?? '', path };
    const hasPods = opens(type);
    return [
      ...(hasPods ? await podLessons(this.session.connection, owner, nameOf(type)) : []),
      ...lookLessons(type, row),
      ...(kind === 'ServiceAccount' ? accessLessons(row) : []),
    ];
  }

  async #parts(): Promise<readonly Node[]> {
    if (this.type.kind !== 'Pod') return super.children();
    try {
      const { row } = this;
      // What a pod uses changes often, and says nothing of its containers.
      if (this.#containers?.row !== row) {
        const pod = await this.session.connection.json<Pod>({ path: this.path });
        this.#containers = { row, nodes: containerNodes(this.id, pod, this.session) };
      }
      return this.#containers.nodes;
    } catch (error) {
      return [failureNode(this.id, error)];
    }
  }

  protected async queries(): Promise<readonly RowQuery[]> {
    const { types } = await this.session.discovery();
    const namespace = this.row.namespace ?? '';
    if (this.type.kind === 'Service') {
      const pods = types.find(({ group, kind }) => group === '' && kind === 'Pod');
      const { spec } = await this.session.connection.json<Service>({ path: this.path });
      const labelSelector = selectorText(spec?.selector);
      return pods && labelSelector !== '' ? [{ type: pods, namespace, labelSelector }] : [];
    }
    const kinds = OWNED[this.type.kind] ?? [];
    return types.flatMap((type) =>
      kinds.includes(type.kind) && ['', 'apps', 'batch'].includes(type.group) ? [{ type, namespace }] : [],
    );
  }

  protected shows(row: Row, { type }: RowQuery): boolean {
    const belongs = this.type.kind === 'Service' || row.owner === this.row.uid;
    return belongs && !isIdle(row, type);
  }

  protected node(row: Row, list: RowList, { type }: RowQuery): ObjectNode {
    return new ObjectNode(this.session, this.tree, this.id, { type, row, list });
  }
}

function opens(type: ResourceType): boolean {
  const { kind } = type;
  return !isForeign(type) && (kind === 'Pod' || kind === 'Service' || kind in OWNED);
}

/** Whether a kind is none of Kubernetes' own workloads, whose rows are known by their names. */
function isForeign({ group }: ResourceType): boolean {
  return !['', 'apps', 'batch'].includes(group);
}

/** ReplicaSets of former revisions have no pods. */
function isIdle({ cells }: Row, { kind }: ResourceType): boolean {
  return kind === 'ReplicaSet' && Number(cells[1]) === 0 && Number(cells[2]) === 0;
}

/** Who is about to run out of memory is not well, though nothing has happened yet. */
function moodWith(mood: Mood | undefined, used: Used | undefined): Mood | undefined {
  return used?.isNearLimit && mood !== 'error' ? 'warning' : mood;
}

/** Names of codicons. */
export const ICONS: Readonly<Record<Mood | 'none', string>> = {
  ok: 'pass',
  warning: 'warning',
  error: 'error',
  quiet: 'circle-slash',
  none: 'circle-outline',
};
