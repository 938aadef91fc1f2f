import type { Filter } from './filter.ts';

/** Where choices outlive the window; VS Code's Memento is one. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export type Grouping = 'kind' | 'application';
type ByContext = Readonly<Record<string, readonly string[]>>;
const GROUPING = 'clusters.grouping';
const PINS = 'clusters.pins';
const NAMESPACES = 'clusters.namespaces';

/** What somebody wants the tree to show: a filter for as long as the window is open; pins and namespaces typed by hand for good. */
export class Choices {
  readonly #memory: Memory | undefined;
  readonly #changed: () => void;
  #filter: Filter | undefined;

  constructor(memory: Memory | undefined, changed: () => void) {
    this.#memory = memory;
    this.#changed = changed;
  }

  get filter(): Filter | undefined {
    return this.#filter;
  }

  setFilter(filter: Filter | undefined): void {
    this.#filter = filter;
    this.#changed();
  }

  /** By what the objects of a namespace are grouped. */
  get grouping(): Grouping {
    return this.#memory?.get(GROUPING) === 'application' ? 'application' : 'kind';
  }

  async setGrouping(grouping: Grouping): Promise<void> {
    await this.#memory?.update(GROUPING, grouping);
    this.#changed();
  }

  /** What is pinned in a context, in the order in which it was. */
  pins(context: string): readonly string[] {
    return this.#of(PINS)[context] ?? [];
  }

  isPinned({ context, key }: Pin): boolean {
    return this.pins(context).includes(key);
  }

  setPinned({ context, key }: Pin, pinned: boolean): Promise<void> {
    return this.#set(PINS, context, key, pinned);
  }

  /** Namespaces that were typed by hand, for those who may not list them. */
  namespaces(context: string): readonly string[] {
    return this.#of(NAMESPACES)[context] ?? [];
  }

  setNamespace(context: string, name: string, known: boolean): Promise<void> {
    return this.#set(NAMESPACES, context, name, known);
  }

  #of(key: string): ByContext {
    return (this.#memory?.get(key) as ByContext | undefined) ?? {};
  }

  async #set(key: string, context: string, value: string, isThere: boolean): Promise<void> {
    const all = this.#of(key);
    const others = (all[context] ?? []).filter((one) => one !== value);
    const own = isThere ? [...others, value] : others;
    const rest = Object.entries(all).filter(([name]) => name !== context);
    await this.#memory?.update(
      key,
      Object.fromEntries([...rest, ...(own.length > 0 ? [[context, own]] : [])]),
    );
    this.#changed();
  }
}

/** A row that stands at the top of its context. */
export interface Pin {
  readonly context: string;
  /** `namespace/NAME`, or `kind/NAMESPACE/GROUP/RESOURCE` with `*` for all namespaces and nothing for none. */
  readonly key: string;
}

export function namespacePin(context: string, name: string): Pin {
  return { context, key: `namespace/${name}` };
}

interface KindPlace {
  readonly group: string;
  readonly resource: string;
  readonly namespaced: boolean;
}

export function kindPin(
  context: string,
  { group, resource, namespaced }: KindPlace,
  namespace: string | undefined,
): Pin {
  return { context, key: `kind/${namespace ?? (namespaced ? '*' : '')}/${group}/${resource}` };
}
