import type { Connection } from '../transport/connection.ts';
import { collectionPath, withQuery } from './address.ts';
import type { RowQuery } from './rowList.ts';
import { RowList } from './rowList.ts';

/** A use of a live list. */
export interface ListUse {
  readonly list: RowList;
  /** The list ends with its last use. */
  release(): void;
}

/** The live lists of a connection. Whoever asks for the same objects shares a list. */
export class Lists {
  readonly #connection: Connection;
  readonly #shared = new Map<string, { readonly list: RowList; readonly listeners: Set<() => void> }>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  use(query: RowQuery, onChange: () => void): ListUse {
    const { type, namespace, labelSelector, fieldSelector } = query;
    const key = withQuery(collectionPath(type, namespace), { labelSelector, fieldSelector });
    let shared = this.#shared.get(key);
    if (!shared) {
      const listeners = new Set<() => void>();
      const list = new RowList(this.#connection, query, () => {
        for (const listener of listeners) listener();
      });
      this.#shared.set(key, (shared = { list, listeners }));
    }
    const { list, listeners } = shared;
    const listener = (): void => onChange(); // one use per call, even of the same function
    listeners.add(listener);
    return {
      list,
      release: () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        list.close();
        if (this.#shared.get(key)?.list === list) this.#shared.delete(key);
      },
    };
  }

  /** How many lists are alive. */
  get size(): number {
    return this.#shared.size;
  }

  close(): void {
    for (const { list } of this.#shared.values()) list.close();
    this.#shared.clear();
  }
}
