import { Document, isMap, Pair } from 'yaml';
import type { Random } from '../bench/random.ts';

export type Path = readonly (string | number)[];
export type Value = string | number | boolean | null | undefined | Value[] | Tree;
type Tree = { [key: string]: Value };

/** A place in an object. */
export interface Site {
  readonly path: Path;
  readonly value: Value;
}

/** A kind of change. */
export interface Mutation {
  /** So many of all mutants, relative to the others. */
  readonly weight: number;
  readonly fits: (site: Site, all: readonly Site[]) => boolean;
  /** Changes the tree in place, or returns the text of the changed document. */
  readonly apply: (root: Value, site: Site, random: Random) => string | void;
}

const NAMELIKE = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const ENUMLIKE = /^[A-Z][A-Za-z0-9]+$/;
const QUANTITY = /^\d+(\.\d+)?([mkMG]|[KMG]i)?$/;

const NUMBERS = [-1, 0, 101, 65_536, 2_147_483_648, 1.5, 99_999_999_999] as const;
const QUANTITIES = ['-1', '1.5Q', '10 Mi', '5mi', '1e3', '0', '500m', ''] as const;

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  drop: { weight: 4, fits: () => true, apply: (root, { path }) => remove(parentOf(root, path), path) },
  rename: {
    weight: 4,
    fits: ({ path }) => String(path.at(-1)).length > 2 && isKey(path),
    apply: (root, { path }, random) => {
      const parent = parentOf(root, path) as Tree;
      const renamed = Object.entries(parent).map(
        ([name, value]) => [name === path.at(-1) ? misspelt(name, random) : name, value] as const,
      );
      for (const name of Object.keys(parent)) delete parent[name];
      Object.assign(parent, Object.fromEntries(renamed));
    },
  },
  retype: {
    weight: 4,
    fits: () => true,
    apply: (root, { path, value }, random) => set(root, path, otherType(value, random)),
  },
  null: { weight: 2, fits: () => true, apply: (root, { path }) => set(root, path, null) },
  empty: {
    weight: 1,
    fits: ({ value }) => emptied(value) !== undefined,
    apply: (root, { path, value }) => set(root, path, emptied(value)),
  },
  'duplicate-key': {
    weight: 1,
    fits: ({ path }) => isKey(path),
    apply: (root, { path, value }) => {
      const document = new Document(root, { version: '1.1', aliasDuplicateObjects: false });
      const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
      if (isMap(map)) map.items.push(new Pair(document.createNode(path.at(-1)), document.createNode(value)));
      return document.toString({ lineWidth: 0 });
    },
  },
  'duplicate-item': {
    weight: 2,
    fits: ({ path }) => !isKey(path),
    apply: (root, { path, value }) => {
      (parentOf(root, path) as Value[]).push(structuredClone(value));
    },
  },
  number: {
    weight: 3,
    fits: ({ value }) => typeof value === 'number',
    apply: (root, { path }, random) => set(root, path, random.pick(NUMBERS)),
  },
  enum: {
    weight: 3,
    fits: ({ value }) => typeof value === 'string' && ENUMLIKE.test(value),
    apply: (root, { path, value }, random) => {
      const text = value as string;
      set(root, path, random.pick(['Bogus', text.toLowerCase(), text.toUpperCase(), '']));
    },
  },
  quantity: {
    weight: 2,
    fits: ({ value }) => typeof value === 'string' && QUANTITY.test(value),
    apply: (root, { path }, random) => set(root, path, random.pick(QUANTITIES)),
  },
  text: {
    weight: 3,
    fits: ({ value }) => typeof value === 'string',
    apply: (root, { path, value }, random) => {
      const text = value as string;
      const broken = [
        `${text}!`,
        `${text} x`,
        `${text}_`,
        '-a',
        '',
        'x'.repeat(260),
        `/${text}`,
        'UPPER',
      ] as const;
      set(root, path, random.pick(broken));
    },
  },
  reference: {
    weight: 3,
    fits: ({ value }, all) =>
      typeof value === 'string' &&
      NAMELIKE.test(value) &&
      all.filter((site) => site.value === value).length > 1,
    apply: (root, { path, value }) => set(root, path, `${value as string}x`),
  },
};

function isKey(path: Path): boolean {
  return typeof path.at(-1) === 'string';
}

/** What Go's types take for nothing; `undefined` if it is that already. */
function emptied(value: Value): Value {
  if (typeof value === 'string') return value === '' ? undefined : '';
  if (typeof value === 'number') return value === 0 ? undefined : 0;
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return undefined;
  return Array.isArray(value) ? [] : {};
}

function parentOf(root: Value, path: Path): Value[] | Tree {
  let parent = root;
  for (const key of path.slice(0, -1)) parent = (parent as Tree)[key];
  return parent as Value[] | Tree;
}

function set(root: Value, path: Path, value: Value): void {
  (parentOf(root, path) as Tree)[path.at(-1) ?? ''] = value;
}

function remove(parent: Value[] | Tree, path: Path): void {
  const key = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function otherType(value: Value, random: Random): Value {
  const others: Value[] = ['text', '3', 3, true, ['text'], { key: 'text' }];
  const now = typeOf(value);
  const fitting = others.filter((other) => typeOf(other) !== now);
  return fitting[random.int(0, fitting.length - 1)];
}

function typeOf(value: Value): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

/** One letter lost, doubled, swapped or in the other case. */
function misspelt(name: string, random: Random): string {
  const at = random.int(1, name.length - 2);
  const letter = name.charAt(at);
  const [before, after] = [name.slice(0, at), name.slice(at + 1)];
  const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
  return random.pick([
    before + after,
    before + letter + letter + after,
    `${before}x${after}`,
    before + other + after,
  ]);
}
