import { Document, isMap, Pair, parse, stringify } from 'yaml';
import { Random } from '../bench/random.ts';
import { sample } from './objects.ts';
import type { Sample } from './objects.ts';

/** A valid object with one thing changed. */
export interface Mutant extends Sample {
  readonly mutation: string;
  /** What was changed, for the report. */
  readonly what: string;
}

type Path = readonly (string | number)[];
type Value = string | number | boolean | null | undefined | Value[] | Tree;
type Tree = { [key: string]: Value };

interface Site {
  readonly path: Path;
  readonly value: Value;
}

interface Mutation {
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

const MUTATIONS: Readonly<Record<string, Mutation>> = {
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

/** More for larger objects, within limits. */
const MOST = 400;
const LEAST = 16;

/** The same mutants of the same object in every run, no two of them alike; `times` as many on request. */
export function mutantsOf(original: Sample, times: number): Mutant[] {
  const random = new Random(hash(original.apiVersion + original.text));
  const sites = sitesOf(read(original.text));
  const choices = Object.entries(MUTATIONS).flatMap(([name, mutation]) => {
    const fitting = sites.filter((site) => mutation.fits(site, sites));
    return fitting.length > 0
      ? Array.from({ length: mutation.weight }, () => ({ name, mutation, fitting }))
      : [];
  });
  const mutants = new Map<string, Mutant>();
  const wanted = Math.min(MOST, Math.max(LEAST, sites.length)) * times;
  for (let tries = 0; tries < wanted * 3 && mutants.size < wanted; tries++) {
    const choice = choices[random.int(0, choices.length - 1)];
    const site = choice?.fitting[random.int(0, choice.fitting.length - 1)];
    if (!choice || !site) break;
    const root = read(original.text);
    const text =
      choice.mutation.apply(root, site, random) ?? stringify(root, { version: '1.1', lineWidth: 0 });
    const { namespace } = sample(text, '');
    const what = `${site.path.join('.')}: ${JSON.stringify(site.value)?.slice(0, 60)}`;
    mutants.set(text, { ...original, namespace, text, mutation: choice.name, what });
  }
  return [...mutants.values()];
}

function read(text: string): Value {
  return parse(text, { version: '1.1' }) as Value;
}

function isKey(path: Path): boolean {
  return typeof path.at(-1) === 'string';
}

/** Every place below the root but the version and kind, which choose the address. */
function sitesOf(root: Value): Site[] {
  const sites: Site[] = [];
  const visit = (value: Value, path: Path): void => {
    if (path.length > 0) sites.push({ path, value });
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) continue;
      visit(child, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  visit(root, []);
  return sites;
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

function hash(text: string): number {
  let value = 7;
  for (let at = 0; at < text.length; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) | 0;
  return value;
}
