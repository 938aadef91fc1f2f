import type { Slot } from '../workspace.ts';
import type { Source } from './kept.ts';
import { sameItems } from './kept.ts';

/** The objects of a kind. Their order does not depend on which file came first. */
export class KindSlots implements Source {
  changedAt = 0;
  readonly #byUri = new Map<string, readonly Slot[]>();
  #uris: readonly string[] | undefined;
  #all: readonly Slot[] | undefined;

  /** Takes in those of a file. */
  set(uri: string, slots: readonly Slot[], revision: number): void {
    const known = this.#byUri.get(uri);
    if (sameItems(known ?? [], slots)) return;
    if (!known || slots.length === 0) this.#uris = undefined;
    if (slots.length === 0) this.#byUri.delete(uri);
    else this.#byUri.set(uri, slots);
    this.#all = undefined;
    this.changedAt = revision;
  }

  get all(): readonly Slot[] {
    this.#uris ??= [...this.#byUri.keys()].toSorted();
    return (this.#all ??= this.#uris.flatMap((uri) => this.#byUri.get(uri) ?? []));
  }
}
