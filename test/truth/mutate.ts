import { parse, stringify } from 'yaml';
import { Random } from '../bench/random.ts';
import { MUTATIONS } from './mutations.ts';
import type { Mutation, Path, Site, Value } from './mutations.ts';
import { sample } from './objects.ts';
import type { Sample } from './objects.ts';

/** A valid object with one thing changed. */
export interface Mutant extends Sample {
  readonly mutation: string;
  /** What was changed, for the report. */
  readonly what: string;
}

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
    const mutant = changed(original, choice.name, choice.mutation, site, random);
    mutants.set(mutant.text, mutant);
  }
  return [...mutants.values()];
}

const LACKS = ['drop', 'empty', 'null'] as const;

/** An object without each of its fields in turn, and with nothing in each. */
export function withoutEach(original: Sample): Mutant[] {
  const sites = sitesOf(read(original.text));
  return LACKS.flatMap((name) => {
    const mutation = MUTATIONS[name];
    const fitting = mutation ? sites.filter((site) => mutation.fits(site, sites)) : [];
    return fitting.flatMap((site) =>
      mutation ? [changed(original, name, mutation, site, new Random(1))] : [],
    );
  });
}

function changed(original: Sample, name: string, mutation: Mutation, site: Site, random: Random): Mutant {
  const root = read(original.text);
  const text = mutation.apply(root, site, random) ?? stringify(root, { version: '1.1', lineWidth: 0 });
  const { namespace } = sample(text, '');
  const what = `${site.path.join('.')}: ${JSON.stringify(site.value)?.slice(0, 60)}`;
  return { ...original, namespace, text, mutation: name, what };
}

function read(text: string): Value {
  return parse(text, { version: '1.1' }) as Value;
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

function hash(text: string): number {
  let value = 7;
  for (let at = 0; at < text.length; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) | 0;
  return value;
}
