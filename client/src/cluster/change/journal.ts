import type { Json } from '../look/comparable.ts';

/** Something that was changed from here. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly context: string;
  /** A verb in the past: `applied`, `deleted`, `scaled`. */
  readonly action: string;
  /** Path of the object in the API. */
  readonly path: string;
  /** The object before and after, in memory only; missing where there was none. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** A change that was cut may have been made. */
  readonly outcome: 'done' | 'uncertain';
}

/** What was changed from here, the newest last. */
export class Journal {
  readonly #entries: Entry[] = [];

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  record(entry: Entry): void {
    this.#entries.push(entry);
  }
}
