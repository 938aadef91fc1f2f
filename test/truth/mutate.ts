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
type Value = string | number | boolean | null | undefined | Value[] | { [key: string]: Value };

interface Site {
  readonly path: Path;
  readonly value: Value;
}

/** Changes the tree in place, or returns the text of the changed document. `undefined`: it does not fit here. */
type Mutation = (root: Value, site: Site, random: Random, all: readonly Site[]) => true | string | undefined;

const NAMELIKE = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const ENUMLIKE = /^[A-Z][A-Za-z0-9]+$/;
const QUANTITY = /^\d+(\.\d+)?([mkMG]|[KMG]i)?$/;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  drop: (root, { path }) => edit(root, path, (parent, key) => remove(parent, key)),
  rename: (root, { path }, random) =>
    edit(root, path, (parent, key) => {
      if (Array.isArray(parent) || typeof key === 'number' || key.length < 3) return undefined;
      const entries = Object.entries(parent).map(([name, value]) => [
        name === key ? misspelt(key, random) : name,
        value,
      ]);
      for (const name of Object.keys(parent)) delete parent[name];
      Object.assign(parent, Object.fromEntries(entries));
      return true;
    }),
  retype: (root, { path, value }, random) => set(root, path, otherType(value, random)),
  null: (root, { path }) => set(root, path, null),
  'duplicate-key': (root, { path, value }) => {
    const document = new Document(root, { version: '1.1', aliasDuplicateObjects: false });
    const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    if (!isMap(map)) return undefined;
    map.items.push(new Pair(document.createNode(path.at(-1)), document.createNode(value)));
    return document.toString({ lineWidth: 0 });
  },
  'duplicate-item': (root, { path, value }) =>
    edit(root, path, (parent) =>
      Array.isArray(parent) && parent.push(structuredClone(value)) > 0 ? true : undefined,
    ),
  number: (root, { path, value }, random) =>
    typeof value === 'number'
      ? set(root, path, random.pick([-1, 0, 101, 65_536, 2_147_483_648, 1.5, 99_999_999_999]))
      : undefined,
  enum: (root, { path, value }, random) =>
    typeof value === 'string' && ENUMLIKE.test(value)
      ? set(root, path, random.pick(['Bogus', value.toLowerCase(), value.toUpperCase(), '']))
      : undefined,
  quantity: (root, { path, value }, random) =>
    typeof value === 'string' && QUANTITY.test(value)
      ? set(root, path, random.pick(['-1', '1.5Q', '10 Mi', '5mi', '1e3', '0', '500m', '']))
      : undefined,
  text: (root, { path, value }, random) =>
    typeof value === 'string'
      ? set(
          root,
          path,
          random.pick([
            `${value}!`,
            `${value} x`,
            `${value}_`,
            '-a',
            '',
            'x'.repeat(260),
            `/${value}`,
            'UPPER',
          ]),
        )
      : undefined,
  reference: (root, { path, value }, _random, all) => {
    if (typeof value !== 'string' || !NAMELIKE.test(value)) return undefined;
    const used = all.filter((site) => site.value === value).length > 1;
    return used ? set(root, path, `${value}x`) : undefined;
  },
};

/** More for larger objects, within limits. */
const MOST = 260;
const LEAST = 16;

/** The same mutants of the same object in every run; no two of an object are alike. */
export function mutantsOf(original: Sample): Mutant[] {
  const random = new Random(hash(original.apiVersion + original.name + original.text));
  const sites = sitesOf(parse(original.text, { version: '1.1' }) as Value);
  const names = Object.keys(MUTATIONS);
  const mutants = new Map<string, Mutant>();
  const wanted = Math.min(MOST, Math.max(LEAST, Math.round(sites.length * 0.9)));
  for (let tries = 0; tries < wanted * 6 && mutants.size < wanted; tries++) {
    const mutation = random.pick(names as [string, ...string[]]);
    const site = random.pick(sites as [Site, ...Site[]]);
    const root = parse(original.text, { version: '1.1' }) as Value;
    const changed = MUTATIONS[mutation]?.(root, site, random, sites);
    if (changed === undefined) continue;
    const text = changed === true ? stringify(root, { version: '1.1', lineWidth: 0 }) : changed;
    const { namespace } = sample(text, '');
    const what = `${site.path.join('.')}: ${JSON.stringify(site.value)?.slice(0, 60)}`;
    mutants.set(text, { ...original, namespace, text, mutation, what });
  }
  return [...mutants.values()].filter(({ text }) => text !== original.text);
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

type Parent = Value[] | { [key: string]: Value };

function edit(
  root: Value,
  path: Path,
  change: (parent: Parent, key: string | number) => true | undefined,
): true | undefined {
  let parent = root;
  for (const key of path.slice(0, -1)) parent = (parent as { [key: string]: Value })[key];
  const key = path.at(-1);
  return typeof parent === 'object' && parent !== null && key !== undefined ? change(parent, key) : undefined;
}

function set(root: Value, path: Path, value: Value): true | undefined {
  return edit(root, path, (parent, key) => {
    (parent as { [key: string]: Value })[key] = value;
    return true;
  });
}

function remove(parent: Parent, key: string | number): true {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return true;
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
