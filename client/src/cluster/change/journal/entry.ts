import type { Json } from '../../look/comparable.ts';

/** Something that was changed from here. */
export interface Entry {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly context: string;
  /** Of the API server: the context may lead to another one by the time that a change is undone. */
  readonly server: string;
  /** A verb in the past: `applied`, `deleted`, `scaled`. */
  readonly action: string;
  /** Path of the object in the API. */
  readonly path: string;
  /** The object before and after, in memory only; missing where there was none. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** There was an object before, and it could not be read. */
  readonly isUnseen?: boolean;
  /** A change that was cut may have been made. */
  readonly outcome: 'done' | 'uncertain';
}

/** An entry as it is kept in memory. */
export interface Recorded extends Entry {
  readonly id: string;
}
