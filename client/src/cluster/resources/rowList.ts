import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../failure.ts';
import type { Connection } from '../transport/connection.ts';
import { collectionPath, withQuery } from './address.ts';
import type { ResourceType } from './discovery.ts';
import { linesOf } from './lines.ts';
import type { Column, Row, TableBody } from './table.ts';
import { rowOf, TABLE } from './table.ts';

export interface RowQuery {
  readonly type: ResourceType;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** `loading` until the last page has come, then `live`; `broken` while it waits to try again. */
export type ListState = 'loading' | 'live' | 'broken' | 'closed';

const PAGE = 500;
/** Milliseconds between two notices of a change: at most 4 a second. */
const NOTICE_EVERY = 250;
/** A server that sends nothing for this long is taken for gone, in milliseconds: bookmarks come every minute. */
const SILENCE = 90_000;
/** An object has at most 1.5 MB in etcd, so a longer line is no event; in characters. */
const LONGEST_EVENT = 16 * 1024 * 1024;
const [FIRST_WAIT, LONGEST_WAIT] = [1000, 30_000];

/**
 * A list of objects as the server's own table, kept up to date by a watch
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes). It reads in pages and tells of the first
 * at once. What breaks is tried again after a while; a watch that is too old is begun anew without a word.
 */
export class RowList {
  readonly #connection: Connection;
  readonly #query: RowQuery;
  readonly #onChange: () => void;
  readonly #rows = new Map<string, Row>();
  readonly #closing = new AbortController();
  #columns: readonly Column[] = [];
  #state: ListState = 'loading';
  #failure: ClusterFailure | undefined;
  #notice: NodeJS.Timeout | undefined;
  #lastNotice = 0;
  #begin: () => void = () => undefined;
  #wake: () => void = () => undefined;
  readonly #begun = new Promise<void>((resolve) => (this.#begin = resolve));

  constructor(connection: Connection, query: RowQuery, onChange: () => void) {
    this.#connection = connection;
    this.#query = query;
    this.#onChange = onChange;
    void this.#run();
  }

  /** What is listed, as an address. */
  get key(): string {
    return collectionPath(this.#query.type, this.#query.namespace);
  }

  /** Waits until there is something to show, be it a failure; at most so many milliseconds. */
  async begun(atMost: number): Promise<void> {
    if (atMost === Infinity) return this.#begun;
    const ended = new AbortController();
    const late = pause(atMost, undefined, { signal: ended.signal }).catch(() => undefined);
    await Promise.race([this.#begun, late]);
    return ended.abort();
  }

  get state(): ListState {
    return this.#state;
  }

  /** Why it is broken. */
  get failure(): ClusterFailure | undefined {
    return this.#failure;
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  get size(): number {
    return this.#rows.size;
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  row(uid: string): Row | undefined {
    return this.#rows.get(uid);
  }

  /** Tries again at once what waits to be tried again. */
  tryNow(): void {
    if (this.#state !== 'broken') return;
    this.#set('loading', undefined);
    this.#wake();
  }

  close(): void {
    this.#state = 'closed';
    this.#begin();
    clearTimeout(this.#notice);
    this.#closing.abort();
  }

  async #run(): Promise<void> {
    let wait = FIRST_WAIT;
    let version: string | undefined;
    let wasOld = false;
    while (!this.#closing.signal.aborted) {
      const begun = performance.now();
      try {
        version ??= await this.#list();
        this.#set('live', undefined);
        version = await this.#watch(version);
        wasOld = false;
        if (performance.now() - begun > FIRST_WAIT) wait = FIRST_WAIT;
        else await this.#pause(FIRST_WAIT); // a server that ends watches at once is not asked in a loop
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        const failure = error instanceof ClusterFailure ? error : this.#connection.explain(error);
        // Too old: once more at once, be it the watch or the next page. If that is too old again, something else is wrong.
        const isOld = failure.kind === 'gone' && !wasOld;
        wasOld = failure.kind === 'gone';
        version = undefined;
        if (isOld) continue;
        this.#set('broken', failure);
        await this.#pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
  }

  async #pause(time: number): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    const signal = AbortSignal.any([this.#closing.signal, woken.signal]);
    await pause(time, undefined, { signal }).catch(() => undefined);
  }

  /** Reads all pages; gives the version to watch from. */
  async #list(): Promise<string> {
    const path = collectionPath(this.#query.type, this.#query.namespace);
    const { labelSelector, fieldSelector } = this.#query;
    const seen = new Set<string>();
    let next: string | undefined;
    let version = '';
    do {
      const query = { limit: PAGE, continue: next, labelSelector, fieldSelector };
      const page = await this.#connection.json<TableBody>({
        path: withQuery(path, query),
        accept: TABLE,
        signal: this.#closing.signal,
      });
      this.#take(page, seen);
      ({ continue: next, resourceVersion: version = '' } = page.metadata ?? {});
      this.#changed();
    } while (next);
    for (const uid of this.#rows.keys()) if (!seen.has(uid)) this.#rows.delete(uid);
    return version;
  }

  #take({ columnDefinitions, rows }: TableBody, seen?: Set<string>): void {
    if (columnDefinitions?.length) this.#columns = columnDefinitions;
    for (const one of rows ?? []) {
      const row = rowOf(one);
      seen?.add(row.uid);
      this.#rows.set(row.uid, row);
    }
  }

  /**
   * Follows changes until the watch ends; gives the version to go on from. Networks cut what is quiet, so a cut alone is nothing to speak
   * of: the next watch shows whether the server is there.
   */
  async #watch(from: string): Promise<string> {
    const { type, namespace, labelSelector, fieldSelector } = this.#query;
    const query = {
      watch: true,
      allowWatchBookmarks: true,
      resourceVersion: from,
      labelSelector,
      fieldSelector,
    };
    const path = withQuery(collectionPath(type, namespace), query);
    const stream = await this.#connection.stream({ path, accept: TABLE, signal: this.#closing.signal });
    const silence = setTimeout(() => stream.destroy(new Error('the server fell silent')), SILENCE);
    let version = from;
    try {
      for await (const line of linesOf(stream, LONGEST_EVENT)) {
        silence.refresh();
        if (line === '') continue;
        version = this.#apply(parseEvent(line)) ?? version;
      }
    } catch (error) {
      if (error instanceof ClusterFailure) throw error;
    } finally {
      clearTimeout(silence);
    }
    return version;
  }

  #apply({ type, object }: WatchEvent): string | undefined {
    if (type === 'ERROR') {
      const { code, message = 'the watch ended with an error' } = object as {
        code?: number;
        message?: string;
      };
      const kind = code === 410 ? 'gone' : code === 401 ? 'unauthorized' : 'server';
      throw new ClusterFailure(kind, `${message}.`, 'It is tried again.');
    }
    const [row] = object.rows ?? [];
    const version = object.metadata?.resourceVersion || row?.object?.metadata?.resourceVersion;
    if (type === 'BOOKMARK') return version;
    if (type === 'DELETED') for (const one of object.rows ?? []) this.#rows.delete(rowOf(one).uid);
    else this.#take(object);
    this.#changed();
    return version;
  }

  #set(state: ListState, failure: ClusterFailure | undefined): void {
    if (this.#state === 'closed' || (this.#state === state && this.#failure === failure)) return;
    this.#state = state;
    this.#failure = failure;
    this.#changed();
  }

  #changed(): void {
    this.#begin();
    if (this.#notice || this.#state === 'closed') return;
    const wait = Math.max(0, this.#lastNotice + NOTICE_EVERY - performance.now());
    this.#notice = setTimeout(() => {
      this.#notice = undefined;
      this.#lastNotice = performance.now();
      this.#onChange();
    }, wait);
  }
}

/** Throws where a line is no event: it is not passed over, or a list that stands still would look alive. */
function parseEvent(line: string): WatchEvent {
  try {
    const event = JSON.parse(line) as Partial<WatchEvent> | null;
    if (event?.type !== undefined && typeof event.object === 'object') return event as WatchEvent;
  } catch {
    // said below
  }
  throw new ClusterFailure(
    'server',
    'The watch brings something else than events.',
    'Check whether a proxy or a login page is in between.',
  );
}

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: TableBody;
}
