import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Resource } from '../../manifest/resource.ts';
import { matchesPattern } from '../../schema/pattern.ts';
import { isFilledIn } from '../../syntax/names.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { builtin } from './builtin.ts';

/** What an option asks of a label or an annotation: `key`, or `key=expression` for the whole value. */
export interface WantedPair {
  readonly key: string;
  readonly value: string | undefined;
}

export function wantedPair(entry: string): WantedPair {
  const at = entry.indexOf('=');
  return at < 0 ? { key: entry, value: undefined } : { key: entry.slice(0, at), value: entry.slice(at + 1) };
}

/** Whether an expression of RE2 matches a whole text. One that cannot be read matches everything. */
export function matchesWhole(expression: string, text: string): boolean {
  return matchesPattern(`^(?:${expression})$`, text);
}

/** Whether a document is an object of a cluster, and no configuration file that merely has a kind. */
export function isObject(resource: Resource): boolean {
  const { group, facts, name } = resource;
  if (facts || builtin(resource)) return true;
  return group.includes('.') && group !== 'kustomize.config.k8s.io' && name !== undefined;
}

/** Where it shows that something lacks a label or an annotation: at the mapping, else at the name, else at the kind. */
export function placeOfPair(map: Field, root: Field): Field {
  if (map.exists) return map;
  const name = map.parent?.at('name');
  if (name?.exists) return name;
  return map.parent?.exists ? map.parent : root.at('kind');
}

/** Reports which of the wanted pairs a mapping of labels or annotations lacks, but for those that are set elsewhere. */
export function reportPairs(
  map: Field,
  { resource, environment, report }: Pick<ObjectContext, 'resource' | 'environment' | 'report'>,
  wanted: readonly string[],
  what: 'label' | 'annotation',
  elsewhere: ReadonlySet<string> = new Set(),
): void {
  for (const { key, value } of wanted.map(wantedPair)) {
    const field = map.at(key);
    const text = field.written;
    if (text === undefined) {
      if (environment.partial || field.node || elsewhere.has(key)) continue;
      report(field, `the ${what} "${key}" is missing: add it`, {
        at: placeOfPair(map, resource.root),
        fixes: fixes(field, `Add \`${key}\``, value),
      });
    } else if (value !== undefined && !isFilledIn(text) && !matchesWhole(value, text)) {
      report(field, `the ${what} "${key}" has to match ${value}: correct its value`, {
        fixes: value === '' ? [] : choices(value).map((one) => change(field, one)),
      });
    }
  }
}

/** Only a value that is allowed can be offered: any, or one of those that the expression lists. */
function fixes(field: Field, title: string, value: string | undefined): Fix[] {
  const [first, ...others] = value === undefined ? ['unknown'] : choices(value);
  if (first === undefined) return [];
  const hint = `set ${String(field.key)}`;
  const filled = placeholder(first, others.length > 0 ? { hint, choices: others } : { hint });
  return [{ title, safe: false, edits: () => set(field, filled) }];
}

function change(field: Field, value: string): Fix {
  return { title: `Change to \`${value}\``, safe: false, edits: () => set(field, value) };
}

/** The values that an expression allows, where it only lists them: `dev|test|prod`. */
function choices(expression: string): string[] {
  const list = /^\^?\(?([\w-]+(?:\|[\w-]+)*)\)?\$?$/.exec(expression)?.[1];
  return list?.split('|') ?? [];
}
