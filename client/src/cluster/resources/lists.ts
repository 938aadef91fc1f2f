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

/** The live lists of a connection. Whoever asks for the same objects shares a list. */
export class Lists {
  readonly #connection: Connection;
  readonly #shared = new Shared<RowList>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  use(query: RowQuery, onChange: () => void): ListUse {
    const { type, namespace, labelSelector, fieldSelector } = query;
    const key = withQuery(collectionPath(type, namespace), { labelSelector, fieldSelector });
    const make = (changed: () => void): RowList => new RowList(this.#connection, query, changed);
    const use = this.#shared.use(key, make, onChange);
    return { list: use.value, release: () => use.release() };
  }

  /** How many lists are alive. */
  get size(): number {
    return this.#shared.size;
  }

  close(): void {
    this.#shared.close();
  }
}
