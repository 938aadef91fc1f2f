/** Something that can be read, and that knows when it changed. */
export interface Source {
  /** The revision of the workspace in which it changed last. Asking brings up to date what is derived. */
  readonly changedAt: number;
}

/** A source that is told when it changes. */
export class Mark implements Source {
  changedAt = 0;
}

/** Takes down what is read while something is computed. */
export class Reads {
  #sources: Set<Source> | undefined;
  #last: Source | undefined;

  note(source: Source): void {
    if (source === this.#last || !this.#sources) return;
    this.#last = source;
    this.#sources.add(source);
  }

  /** What is computed and what it read; of a value that is kept itself, not what that one read in turn. */
  during<T>(compute: () => T): { readonly value: T; readonly sources: readonly Source[] } {
    const outer = this.#sources;
    const sources = new Set<Source>();
    this.#sources = sources;
    this.#last = undefined;
    try {
      return { value: compute(), sources: [...sources] };
    } finally {
      this.#sources = outer;
      this.#last = undefined;
    }
  }
}

/** Where revisions are counted and reads are taken down. */
export interface Clock {
  readonly revision: number;
  readonly reads: Reads;
}

/** Computes something, and again only once something that it read has changed. */
abstract class Computed<T> {
  protected readonly clock: Clock;
  readonly #compute: () => T;
  #sources: readonly Source[] | undefined;
  /** The revision in which it was up to date last. */
  #checkedAt = -1;

  constructor(clock: Clock, compute: () => T) {
    this.clock = clock;
    this.#compute = compute;
  }

  protected abstract take(value: T): void;

  protected refresh(): void {
    const { revision, reads } = this.clock;
    if (this.#checkedAt === revision) return;
    if (this.#isOld()) {
      const { value, sources } = reads.during(this.#compute);
      this.#sources = sources;
      this.take(value);
    }
    this.#checkedAt = revision;
  }

  #isOld(): boolean {
    if (!this.#sources) return true;
    for (const { changedAt } of this.#sources) if (changedAt > this.#checkedAt) return true;
    return false;
  }
}

export type Same<T> = (before: T, now: T) => boolean;

/** A value that is kept. Computed anew and still the same, it has not changed for those who read it. */
export class Kept<T> extends Computed<T> implements Source {
  readonly #same: Same<T>;
  #value: { readonly of: T } | undefined;
  #changedAt = 0;

  constructor(clock: Clock, compute: () => T, same: Same<T> = Object.is) {
    super(clock, compute);
    this.#same = same;
  }

  get changedAt(): number {
    this.refresh();
    return this.#changedAt;
  }

  get value(): T {
    this.refresh();
    this.clock.reads.note(this);
    return this.#value!.of; // oxlint-disable-line typescript/no-non-null-assertion
  }

  protected take(value: T): void {
    if (this.#value && this.#same(this.#value.of, value)) return;
    this.#value = { of: value };
    this.#changedAt = this.clock.revision;
  }
}

/** Lists by key that are kept. Who reads one list does not notice a change of another. */
export class KeptLists<K, V> extends Computed<ReadonlyMap<K, readonly V[]>> {
  readonly #lists = new Map<K, List<V>>();
  readonly #refresh = (): void => this.refresh();

  get(key: K): readonly V[] {
    const list = this.#list(key);
    this.clock.reads.note(list);
    return list.items;
  }

  /** How long a list is, for who does not care what is in it. */
  count(key: K): number {
    const { length, items } = this.#list(key);
    this.clock.reads.note(length);
    return items.length;
  }

  #list(key: K): List<V> {
    this.refresh();
    return this.#lists.get(key) ?? this.#add(key);
  }

  #add(key: K): List<V> {
    const list = new List<V>(this.#refresh);
    this.#lists.set(key, list);
    return list;
  }

  protected take(lists: ReadonlyMap<K, readonly V[]>): void {
    const { revision } = this.clock;
    let empty = 0;
    for (const [key, list] of this.#lists) {
      list.take(lists.get(key) ?? NOTHING, revision);
      if (list.items.length === 0) empty++;
    }
    if (empty > EMPTY_LIMIT) this.#forgetEmpty();
    for (const [key, items] of lists) if (!this.#lists.has(key)) this.#add(key).take(items, revision);
  }

  #forgetEmpty(): void {
    for (const [key, list] of this.#lists) {
      if (list.items.length > 0) continue;
      list.forget(this.clock.revision);
      this.#lists.delete(key);
    }
  }
}

const NOTHING: readonly never[] = [];
/** So many keys that nothing has are remembered: each key press in a name asks for another. */
const EMPTY_LIMIT = 5000;

class List<V> implements Source {
  readonly #refresh: () => void;
  items: readonly V[] = NOTHING;
  #changedAt = 0;
  #resizedAt = 0;
  #length: Source | undefined;

  constructor(refresh: () => void) {
    this.#refresh = refresh;
  }

  get changedAt(): number {
    this.#refresh();
    return this.#changedAt;
  }

  get #lengthChangedAt(): number {
    this.#refresh();
    return this.#resizedAt;
  }

  get length(): Source {
    const changedAt = (): number => this.#lengthChangedAt;
    return (this.#length ??= {
      get changedAt() {
        return changedAt();
      },
    });
  }

  take(items: readonly V[], revision: number): void {
    if (sameItems(this.items, items)) return;
    if (this.items.length !== items.length) this.#resizedAt = revision;
    this.items = items;
    this.#changedAt = revision;
  }

  /** Whoever read it asks again. */
  forget(revision: number): void {
    this.#changedAt = revision;
    this.#resizedAt = revision;
  }
}

export function sameItems(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((item, index) => item === now[index]);
}

export function sameMembers(before: ReadonlySet<unknown>, now: ReadonlySet<unknown>): boolean {
  if (before.size !== now.size) return false;
  for (const member of now) if (!before.has(member)) return false;
  return true;
}
