import { isDeepStrictEqual } from 'node:util';
import { asMap, type Json } from '../../look/comparable.ts';
import type { Keyed } from './keyed.ts';
import { fieldStep, itemStep, keyed, pathText } from './keyed.ts';

/** A field that two have changed, each in another way; a side is `undefined` where it has no such field. */
export interface Conflict {
  readonly path: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merged {
  readonly object: Json;
  readonly conflicts: readonly Conflict[];
}

/**
 * Takes what is new in `mine` since `base` over into `theirs`. Items of lists are told apart by their names and the like; other lists are
 * taken as a whole. Where both have changed a field, `prefer` wins and it is among the conflicts.
 */
export function mergeThree(
  { base, mine, theirs }: { readonly base: Json; readonly mine: Json; readonly theirs: Json },
  prefer: 'mine' | 'theirs' = 'mine',
): Merged {
  const merging = new Merging(prefer);
  const object = merging.merge({ base, mine, theirs }, []);
  return { object: asMap(object) ?? {}, conflicts: merging.conflicts };
}

interface Sides<T = unknown> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}
type Path = readonly string[];

/** Maps of metadata that everybody writes into: whoever empties them means what was there before. */
const SHARED = ['metadata.annotations', 'metadata.labels'];

class Merging {
  readonly conflicts: Conflict[] = [];
  readonly #prefer: 'mine' | 'theirs';

  constructor(prefer: 'mine' | 'theirs') {
    this.#prefer = prefer;
  }

  merge(sides: Sides, path: Path): unknown {
    const { base, mine, theirs } = sides;
    if (isDeepStrictEqual(base, theirs)) return mine;
    if (isDeepStrictEqual(base, mine) || isDeepStrictEqual(mine, theirs)) return theirs;
    const isShared = SHARED.includes(pathText(path));
    const maps = [base ?? {}, isShared ? (mine ?? {}) : mine, isShared ? (theirs ?? {}) : theirs].map(asMap);
    const [a, b, c] = maps;
    if (a && b && c) {
      const merged = this.#maps({ base: a, mine: b, theirs: c }, path);
      return isShared && Object.keys(merged).length === 0 ? undefined : merged;
    }
    const lists = mine === undefined || theirs === undefined ? undefined : keyed([base, mine, theirs]);
    const [x, y, z] = lists ?? [];
    return x && y && z ? this.#lists({ base: x, mine: y, theirs: z }, path) : this.#conflict(sides, path);
  }

  #maps({ base, mine, theirs }: Sides<Json>, path: Path): Json {
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    const entries = [...names].map((name): [string, unknown] => {
      const sides = { base: base[name], mine: mine[name], theirs: theirs[name] };
      return [name, this.merge(sides, [...path, fieldStep(name)])];
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  /** In the order of mine; what others have added comes last. */
  #lists({ base, mine, theirs }: Sides<Keyed>, path: Path): unknown[] {
    const keys = new Set([...mine.keys(), ...theirs.keys()]);
    return [...keys].flatMap((key) => {
      const sides = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) };
      const value = this.merge(sides, [...path, itemStep(key)]);
      return value === undefined ? [] : [value];
    });
  }

  #conflict({ base, mine, theirs }: Sides, path: Path): unknown {
    this.conflicts.push({ path: pathText(path), base, mine, theirs });
    return this.#prefer === 'mine' ? mine : theirs;
  }
}
