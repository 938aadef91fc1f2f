import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Span } from '../text.ts';
import { isMerge, keyText } from './yaml.ts';

export type Key = string | number;

/** What a field needs of its document. */
export interface FieldSource {
  readonly text: string;
  readonly aliases: ReadonlyMap<Alias, Node>;
}

/**
 * A place in a manifest: a path and the node there, or the lack of one. It is asked (`at`, `value`, `items`), underlined
 * (`span`) and edited (edit.ts). Aliases and merge keys are resolved: the field is where the value is written.
 */
export class Field {
  readonly source: FieldSource;
  readonly parent: Field | undefined;
  /** Name or index in the parent; `undefined` for the root. */
  readonly key: Key | undefined;
  /** The value's node with aliases resolved; `undefined` where nothing is written. */
  readonly node: Node | undefined;
  /** The key and value as they stand in a mapping. */
  readonly pair: Pair | undefined;
  /** The alias through which the value came, if one. */
  readonly alias: Alias | undefined;

  constructor(source: FieldSource, node: Node | null | undefined, parent?: Field, key?: Key, pair?: Pair) {
    this.source = source;
    this.parent = parent;
    this.key = key;
    this.pair = pair;
    if (isAlias(node)) {
      this.alias = node;
      this.node = source.aliases.get(node);
    } else {
      this.alias = undefined;
      this.node = node ?? undefined;
    }
  }

  /** The field below, by names and indices; it may be absent. */
  at(...path: readonly Key[]): Field {
    let field: Field = this; // oxlint-disable-line typescript/no-this-alias
    for (const key of path) field = field.#child(key);
    return field;
  }

  #child(key: Key): Field {
    const { node } = this;
    if (typeof key === 'number') {
      return new Field(
        this.source,
        isSeq(node) ? (node.items[key] as Node | undefined) : undefined,
        this,
        key,
      );
    }
    const pair = isMap(node) ? this.#find(node, key) : undefined;
    return new Field(this.source, pair?.value as Node | undefined, this, key, pair);
  }

  /** Own keys win over merged ones; the last of duplicates wins, as in go-yaml. */
  #find(map: YAMLMap, key: string, seen = new Set<YAMLMap>()): Pair | undefined {
    let found: Pair | undefined;
    let merges = false;
    for (const pair of map.items) {
      const name = keyText(pair.key);
      if (name === key) found = pair;
      else if (name === '<<') merges = true;
    }
    if (found || !merges) return found;
    for (const merged of this.#unseen(map, seen)) {
      found = this.#find(merged, key, seen);
      if (found) return found;
    }
    return undefined;
  }

  /** The mappings that a mapping merges in, but for those seen before: a few lines can merge one mapping a million times. */
  *#unseen(map: YAMLMap, seen: Set<YAMLMap>): Iterable<YAMLMap> {
    for (const merged of this.#merged(map)) {
      if (seen.has(merged) || seen.size >= MERGE_LIMIT) continue;
      seen.add(merged);
      yield merged;
    }
  }

  #merged(map: YAMLMap): YAMLMap[] {
    const maps: YAMLMap[] = [];
    for (const pair of map.items) {
      if (!isMerge(pair)) continue;
      const value = this.#resolve(pair.value);
      for (const one of isSeq(value) ? value.items.map((item) => this.#resolve(item)) : [value]) {
        if (isMap(one)) maps.push(one);
      }
    }
    return maps;
  }

  #resolve(node: unknown): unknown {
    return isAlias(node) ? this.source.aliases.get(node) : node;
  }

  /** Something other than `null` is written here. */
  get exists(): boolean {
    return this.node !== undefined && !(isScalar(this.node) && this.node.value === null);
  }

  get isMap(): boolean {
    return isMap(this.node);
  }

  get isSeq(): boolean {
    return isSeq(this.node);
  }

  get map(): YAMLMap | undefined {
    return isMap(this.node) ? this.node : undefined;
  }

  get seq(): YAMLSeq | undefined {
    return isSeq(this.node) ? this.node : undefined;
  }

  get scalar(): Scalar | undefined {
    return isScalar(this.node) ? this.node : undefined;
  }

  /** The scalar's value as the API machinery reads it; `undefined` for what is absent or no scalar. */
  get value(): string | number | boolean | null | undefined {
    const { scalar } = this;
    if (!scalar) return undefined;
    const { value } = scalar;
    if (
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      value === null
    )
      return value;
    return typeof value === 'bigint' ? Number(value) : scalar.source;
  }

  /** The value if it is text. */
  get string(): string | undefined {
    const { value } = this;
    return typeof value === 'string' ? value : undefined;
  }

  /** The value if it is a number. */
  get number(): number | undefined {
    const { value } = this;
    return typeof value === 'number' ? value : undefined;
  }

  /** Text and numbers as written: `1.30` stays `1.30`. */
  get written(): string | undefined {
    const { scalar } = this;
    if (!scalar || scalar.value === null) return undefined;
    return scalar.type === 'PLAIN' && scalar.source !== undefined ? scalar.source : String(this.value);
  }

  /** The items of a list; none if it is no list. */
  items(): Field[] {
    return this.seq?.items.map((item, index) => new Field(this.source, item as Node, this, index)) ?? [];
  }

  /** The entries of a mapping in order, merged ones last; none if it is no mapping. */
  entries(): Field[] {
    const { map } = this;
    if (!map) return [];
    const fields = this.#own(map);
    if (!map.items.some(isMerge)) return [...fields.values()];
    const seen = new Set<YAMLMap>();
    const collect = (from: YAMLMap): void => {
      for (const merged of this.#unseen(from, seen)) {
        for (const [key, field] of this.#own(merged)) if (!fields.has(key)) fields.set(key, field);
        collect(merged);
      }
    };
    collect(map);
    return [...fields.values()];
  }

  #own(map: YAMLMap): Map<string, Field> {
    const fields = new Map<string, Field>();
    for (const pair of map.items) {
      const key = keyText(pair.key);
      if (key === undefined || key === '<<') continue;
      fields.set(key, new Field(this.source, pair.value as Node, this, key, pair));
    }
    return fields;
  }

  /** The smallest thing that shows this place: the value if it is a scalar, else its key, else what holds it. */
  get span(): Span {
    const { node } = this;
    if (node?.range && isScalar(node) && node.range[1] > node.range[0]) return this.#scalarSpan(node);
    return this.keySpan ?? this.parent?.span ?? { start: 0, end: Math.min(1, this.source.text.length) };
  }

  /** A block scalar is shown by its first line. */
  #scalarSpan(node: Scalar): Span {
    const [start = 0, end = 0] = node.range ?? [];
    if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') return { start, end };
    const newline = this.source.text.indexOf('\n', start);
    return { start, end: newline < 0 ? end : newline };
  }

  /** The key that stands before the value; `undefined` in lists and where nothing is written. */
  get keySpan(): Span | undefined {
    const key = this.pair?.key as Node | undefined;
    return key?.range ? { start: key.range[0], end: key.range[1] } : undefined;
  }

  /** The path in the API server's notation: `spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`. */
  get path(): string {
    if (this.key === undefined) return '';
    const before = this.parent?.path ?? '';
    if (typeof this.key === 'number') return `${before}[${this.key}]`;
    if (!PLAIN_KEY.test(this.key)) return `${before}[${this.key}]`;
    return before ? `${before}.${this.key}` : this.key;
  }

  /** The whole value as plain data. Hostile documents are cut off after `NODE_LIMIT` nodes. */
  toJSON(): unknown {
    let left = NODE_LIMIT;
    const read = (field: Field): unknown => {
      if (left-- <= 0) return undefined;
      if (field.isMap) return Object.fromEntries(field.entries().map((entry) => [entry.key, read(entry)]));
      if (field.isSeq) return field.items().map(read);
      return field.value;
    };
    return read(this);
  }
}

const MERGE_LIMIT = 1000;
const NODE_LIMIT = 200_000;
const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;
