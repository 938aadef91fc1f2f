import type { RowList } from '../../cluster/resources/rowList.ts';
import type { RowQuery } from '../../cluster/resources/rowList.ts';
import type { ListUse } from '../../cluster/resources/lists.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Session } from '../../cluster/session.ts';
import type { Lesson } from '../teaching/lesson.ts';
import { listLesson } from '../teaching/lesson.ts';
import { GROWS_OLDER_EVERY } from '../ago.ts';
import { Measures } from '../measures.ts';
import type { Look, Node, Tree } from '../node.ts';
import { PATIENCE, SlowAnswer } from '../patience.ts';
import { failureNode, messageNode } from './messageNode.ts';

/** How many rows a list shows before it asks. */
const CAP = 500;

/** A row whose children are a live list of objects. */
export abstract class ListNode implements Node {
  abstract readonly id: string;
  abstract readonly look: Look;
  protected readonly session: Session;
  protected readonly tree: Tree;
  /** By uid. A row keeps its node, so that the editor keeps what is open below it. */
  readonly #nodes = new Map<string, ObjectRow>();
  #queries: readonly RowQuery[] = [];
  #uses: readonly ListUse[] = [];
  /** What the objects of a query use, one for each. */
  #measures: readonly (Measures | undefined)[] = [];
  /** Set while somebody looks: what is listed, until it is followed. */
  #opening: SlowAnswer<readonly RowQuery[]> | undefined;
  #most = CAP;
  #clock: NodeJS.Timeout | undefined;
  /** What decides which rows there are, as last shown. */
  #shape = '';

  constructor(session: Session, tree: Tree) {
    this.session = session;
    this.tree = tree;
  }

  protected get emptyText(): string {
    return 'nothing here';
  }

  /** What is listed; several lists stand one behind the other. */
  protected abstract queries(): Promise<readonly RowQuery[]>;
  /** Whether an object of the lists is shown. */
  protected abstract shows(row: Row, query: RowQuery, list: RowList): boolean;
  protected abstract node(row: Row, list: RowList, query: RowQuery): ObjectRow;

  /** What decides where a row stands. */
  protected sectionOf(_row: Row): string {
    return '';
  }
  /** In which order the rows of a list stand. */
  protected compare(a: Row, b: Row, _list: RowList): number {
    return COLLATOR.compare(a.name, b.name) || COLLATOR.compare(a.namespace ?? '', b.namespace ?? '');
  }
  /** The rows of the objects as they are shown. */
  protected arranged(nodes: readonly ObjectRow[]): readonly Node[] {
    return nodes;
  }

  async lessons(): Promise<readonly Lesson[]> {
    const usage = this.#measures.flatMap((measures) => measures?.lessons ?? []);
    return [...(await this.queries()).map(listLesson), ...usage];
  }

  async children(): Promise<readonly Node[]> {
    try {
      this.#opening ??= this.#open();
      if (!(await this.#opening.get())) return [messageNode(`${this.id}/...`, 'loading')];
      await Promise.all(this.#uses.map(({ list }) => list.begun(PATIENCE)));
      this.#shape = this.#shapeNow();
      return this.#rows();
    } catch (error) {
      return [failureNode(this.id, error)];
    }
  }

  release(): void {
    clearInterval(this.#clock);
    this.#opening = undefined;
    for (const use of [...this.#uses, ...this.#measures]) use?.release();
    this.#uses = [];
    this.#measures = [];
    this.#nodes.clear();
  }

  /** Begins to follow once, however many ask, unless it is released before that. */
  #open(): SlowAnswer<readonly RowQuery[]> {
    let followed: Promise<readonly RowQuery[]> | undefined;
    const follow = async (): Promise<readonly RowQuery[]> => {
      const queries = await this.queries();
      if (this.#opening !== opening) return queries;
      this.#queries = queries;
      this.#uses = queries.map((query) => this.session.lists.use(query, () => this.#changed()));
      this.#measures = queries.map((query) => Measures.of(this.session, query, () => this.#measured()));
      this.#startClock();
      return queries;
    };
    const ask = (): Promise<readonly RowQuery[]> => {
      followed ??= follow();
      followed.catch(() => (followed = undefined));
      return followed;
    };
    const opening = new SlowAnswer(ask, () => this.tree.changed(this));
    return opening;
  }

  /** Says how old things are by now, though nothing else happens to them. */
  #startClock(): void {
    let last = Date.now();
    clearInterval(this.#clock);
    this.#clock = setInterval(() => {
      const now = Date.now();
      for (const node of this.#nodes.values()) if (node.growsOlder(last, now)) this.tree.changed(node);
      last = now;
    }, GROWS_OLDER_EVERY).unref();
  }

  /** Asks the tree for no more than has changed: what is open stays open. */
  #changed(): void {
    const shape = this.#shapeNow();
    if (shape !== this.#shape) {
      this.tree.changed(this);
      return;
    }
    for (const { row, list, measures } of this.#shown()) {
      const node = this.#nodes.get(row.uid);
      if (!node || node.row === row) continue;
      node.update(row, list);
      node.measure?.(measures);
      this.tree.changed(node);
    }
  }

  /** Tells of the rows alone whose words change. */
  #measured(): void {
    for (const { row, measures } of this.#shown()) {
      const node = this.#nodes.get(row.uid);
      if (node?.measure?.(measures)) this.tree.changed(node);
    }
  }

  /** Objects in the order of the tree. */
  #shown(): readonly Shown[] {
    return this.#uses.flatMap(({ list }, index) => {
      const query = this.#queries[index];
      if (!query) return [];
      const rows = [...list.rows()].filter((row) => this.shows(row, query, list));
      const measures = this.#measures[index];
      return rows.toSorted((a, b) => this.compare(a, b, list)).map((row) => ({ row, list, query, measures }));
    });
  }

  #shapeNow(): string {
    const states = this.#uses.map(({ list }) =>
      [list.failure?.message, list.columns.length, list.state === 'loading' && list.size === 0].join(' '),
    );
    return [
      ...states,
      this.#most,
      ...this.#shown().map(({ row }) => `${row.uid} ${this.sectionOf(row)}`),
    ].join('\n');
  }

  #rows(): readonly Node[] {
    const shown = this.#shown();
    const capped = shown.slice(0, this.#most);
    const nodes = capped.map(({ row, list, query, measures }) => {
      const known = this.#nodes.get(row.uid);
      const node = known ?? this.node(row, list, query);
      if (known && known.row !== row) known.update(row, list);
      node.measure?.(measures);
      this.#nodes.set(row.uid, node);
      return node;
    });
    const current = new Set(nodes.map(({ row }) => row.uid));
    for (const [uid, node] of this.#nodes) {
      if (current.has(uid)) continue;
      this.#nodes.delete(uid);
      this.tree.dropped(node);
    }
    for (const one of this.#measures)
      one?.show(capped.flatMap(({ row, measures }) => (measures === one ? [row] : [])));
    const notes = this.#uses.flatMap(({ list }) => {
      if (list.failure) return [failureNode(`${this.id}/${list.key}`, list.failure, () => list.tryNow())];
      return list.state === 'loading' && nodes.length === 0 ? [messageNode(`${this.id}/...`, 'loading')] : [];
    });
    if (nodes.length === 0 && notes.length === 0) return [messageNode(`${this.id}/0`, this.emptyText)];
    const rest = shown.length - nodes.length;
    return [...notes, ...this.arranged(nodes), ...(rest > 0 ? [this.#moreNode(rest)] : [])];
  }

  #moreNode(rest: number): Node {
    return {
      id: `${this.id}/more`,
      look: { label: 'Show more', description: `${rest} not shown`, icon: 'ellipsis', kind: 'more' },
      act: () => {
        this.#most += CAP;
        this.tree.changed(this);
      },
    };
  }
}

/** The row of an object, which changes with it. */
export interface ObjectRow extends Node {
  readonly row: Row;
  readonly update: (row: Row, list: RowList) => void;
  /** Whether its words are others at the second time, in milliseconds since 1970. */
  readonly growsOlder: (last: number, now: number) => boolean;
  /** Looks at what the object uses; says whether that changes the row. */
  readonly measure?: (measures: Measures | undefined) => boolean;
}

interface Shown {
  readonly row: Row;
  readonly list: RowList;
  readonly query: RowQuery;
  readonly measures: Measures | undefined;
}

/** As people count: `web-2` before `web-10`. */
export const COLLATOR = new Intl.Collator('en', { numeric: true });
