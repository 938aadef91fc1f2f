import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { keysInOrder, sortedKeys } from './sortKeys.ts';

export default defineCheck({
  id: 'sorted-keys',
  title: 'Keys are sorted',
  category: 'metadata',
  severity: 'off',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: true },
  aliases: { 'kube-linter': ['sorted-keys'] },
  check({ target, report }) {
    // One finding for each object: its fix sorts all of it.
    const found = unsorted(target);
    if (!found) return;
    const message = `\`${found.key}\` stands behind \`${found.before}\`: sort the keys of this object`;
    report(found.map, message, { at: found.map.at(found.key), onKey: true, fixes: fixes(target) });
  },
});

interface Unsorted {
  readonly map: Field;
  readonly key: string;
  /** The first key that should follow it. */
  readonly before: string;
}

/** The first mapping whose keys are not in order. What aliases repeat is looked at where it is written. */
function unsorted(field: Field): Unsorted | undefined {
  if (field.alias) return undefined;
  const keys = keysInOrder(field) ?? [];
  const key = keys.find((one, index) => index > 0 && one < (keys[index - 1] ?? ''));
  const before = key === undefined ? undefined : keys.find((other) => other > key);
  if (key !== undefined && before !== undefined) return { map: field, key, before };
  for (const below of [...field.entries(), ...field.items()]) {
    const found = isOwn(below) ? unsorted(below) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Entries that a merge key brings stand elsewhere. */
function isOwn({ parent, pair }: Field): boolean {
  return pair === undefined || (parent?.map?.items.includes(pair) ?? false);
}

/** An anchor has to stand before what repeats it. */
function fixes(object: Field): Fix[] {
  if (object.source.aliases.size > 0) return [];
  return [{ title: 'Sort the keys', safe: true, edits: () => sortedKeys(object) }];
}
