import type { ResourceType } from '../cluster/resources/discovery.ts';
import type { RowQuery } from '../cluster/resources/rowList.ts';
import type { Use } from '../cluster/resources/shared.ts';
import type { Column, Row } from '../cluster/resources/table.ts';
import type { Session } from '../cluster/session.ts';
import type { Bounds } from '../cluster/usage/bounds.ts';
import { readBounds } from '../cluster/usage/readBounds.ts';
import type { Selector } from '../cluster/usage/selector.ts';
import { parseSelector } from '../cluster/usage/selector.ts';
import { UsageList } from '../cluster/usage/usageList.ts';
import type { Lesson } from './teaching/lesson.ts';
import { usageLesson } from './teaching/lesson.ts';
import type { Used } from './usageText.ts';
import { usedOf } from './usageText.ts';

/** Kinds whose pods are found by their selector, or by their name. */
const WORKLOADS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job'];
/** Limits may be changed while a pod runs; they are believed for so many milliseconds. */
const LIFE = 5 * 60_000;

/** What the objects of a list use: measured for all at once, and only while the list is open. */
export class Measures {
  readonly #session: Session;
  readonly #kind: 'Pod' | 'Node';
  readonly #query: RowQuery;
  readonly #onChange: () => void;
  readonly #use: Use<UsageList>;
  readonly #closing = new AbortController();
  readonly #bounds = new Map<string, { readonly bounds: Bounds | undefined; readonly at: number }>();
  #rows: readonly Row[] = [];
  #reads = false;

  /** `undefined` for kinds that use nothing. */
  static of(session: Session, query: RowQuery, onChange: () => void): Measures | undefined {
    const kind = measuredKind(query.type);
    return kind && new Measures(session, kind, query, onChange);
  }

  private constructor(session: Session, kind: 'Pod' | 'Node', query: RowQuery, onChange: () => void) {
    this.#session = session;
    this.#kind = kind;
    this.#query = query;
    this.#onChange = onChange;
    const { namespace } = query;
    const make = (changed: () => void): UsageList => new UsageList(session, { kind, namespace }, changed);
    this.#use = session.usage.use(`${kind}/${namespace ?? ''}`, make, () => {
      this.#onChange();
      void this.#readBounds();
    });
  }

  get lessons(): readonly Lesson[] {
    const { path } = this.#use.value;
    return path === undefined ? [] : [usageLesson(path, this.#kind, this.#query.namespace)];
  }

  /** Names the rows that are on screen: of these it is worth knowing what they may use. */
  show(rows: readonly Row[]): void {
    this.#rows = rows;
    void this.#readBounds();
  }

  of(row: Row, columns: readonly Column[]): Used | undefined {
    const usage = this.#use.value;
    if (!this.#isOwn) {
      const selector = selectorOf(this.#query.type, row, columns);
      return selector && usedOf(usage.ofSelected(selector, row.namespace ?? ''));
    }
    const measured = usage.of(row.name, row.namespace);
    return measured && usedOf(measured, this.#bounds.get(row.uid)?.bounds);
  }

  release(): void {
    this.#closing.abort();
    this.#use.release();
  }

  /** Whether the objects themselves are measured, and not pods of theirs. */
  get #isOwn(): boolean {
    return this.#query.type.kind === this.#kind;
  }

  async #readBounds(): Promise<void> {
    if (this.#reads || !this.#isOwn || this.#closing.signal.aborted) return;
    const now = performance.now();
    const wanted = this.#rows.filter(({ uid, name, namespace }) => {
      const known = this.#bounds.get(uid);
      return this.#use.value.of(name, namespace) && (!known || now - known.at > LIFE);
    });
    if (wanted.length === 0) return;
    this.#reads = true;
    const { signal } = this.#closing;
    const { connection } = this.#session;
    const found = await readBounds(connection, this.#query, wanted, signal).catch(() => undefined);
    this.#reads = false;
    if (signal.aborted) return;
    for (const { uid } of wanted) this.#bounds.set(uid, { bounds: found?.get(uid), at: now });
    this.#onChange();
    void this.#readBounds(); // for what came meanwhile
  }
}

function measuredKind({ group, kind }: ResourceType): 'Pod' | 'Node' | undefined {
  if (group === '' && (kind === 'Pod' || kind === 'Node')) return kind;
  return ['', 'apps', 'batch'].includes(group) && WORKLOADS.includes(kind) ? 'Pod' : undefined;
}

/** The server's table has the selector of most workloads; pods of a StatefulSet are known by their names. */
function selectorOf({ kind }: ResourceType, row: Row, columns: readonly Column[]): Selector | undefined {
  if (kind === 'StatefulSet') return { label: undefined, matches: (labels) => isOf(row.name, labels) };
  const index = columns.findIndex(({ name }) => name === 'Selector');
  return index < 0 ? undefined : parseSelector(String(row.cells[index] ?? ''));
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label */
function isOf(set: string, labels: Readonly<Record<string, string>>): boolean {
  const pod = labels['statefulset.kubernetes.io/pod-name'] ?? '';
  return pod.startsWith(`${set}-`) && /^\d+$/.test(pod.slice(set.length + 1));
}
