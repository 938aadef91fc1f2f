import type { Connection } from '../transport/connection.ts';
import { collectionPath, withQuery } from './address.ts';
import type { RowQuery } from './rowList.ts';
import { RowList } from './rowList.ts';
import { Shared } from './shared.ts';

/** A use of a live list. */
export interface ListUse {
  readonly list: RowList;
  /** The list ends with its last use. */
  release(): void;
}

/** Who wants to hear of all lists, without keeping any alive. */
export interface ListsListener {
  readonly changed: (query: RowQuery, list: RowList) => void;
  /** There will be no more lists. */
  readonly closed: () => void;
}

/** The live lists of a connection. Whoever asks for the same objects shares a list. */
export class Lists {
  readonly #connection: Connection;
  readonly #shared = new Shared<RowList>();
  readonly #listeners = new Set<ListsListener>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  use(query: RowQuery, onChange: () => void): ListUse {
    const { type, namespace, labelSelector, fieldSelector } = query;
    const key = withQuery(collectionPath(type, namespace), { labelSelector, fieldSelector });
    const make = (changed: () => void): RowList => {
      const list = new RowList(this.#connection, query, () => {
        changed();
        for (const listener of this.#listeners) listener.changed(query, list);
      });
      return list;
    };
    const use = this.#shared.use(key, make, onChange);
    return { list: use.value, release: () => use.release() };
  }

  /** Gives what ends it. */
  listen(listener: ListsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many lists are alive. */
  get size(): number {
    return this.#shared.size;
  }

  close(): void {
    this.#shared.close();
    for (const { closed } of this.#listeners) closed();
    this.#listeners.clear();
  }
}
