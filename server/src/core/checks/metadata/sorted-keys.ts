import { isMap, isSeq } from 'yaml';
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
    visit(target, (map) => {
      const keys = keysInOrder(map);
      const at = keys?.findIndex((key, index) => index > 0 && key < (keys[index - 1] ?? '')) ?? -1;
      if (!keys || at < 0) return;
      const key = keys[at] ?? '';
      const before = keys.find((other) => other > key);
      report(map, `\`${key}\` stands behind \`${before}\`: sort the keys`, {
        at: map.at(key),
        onKey: true,
        fixes: fixes(map),
      });
    });
  },
});

/** All mappings of an object but those that aliases repeat. */
function visit(field: Field, found: (map: Field) => void): void {
  if (field.alias) return;
  if (isMap(field.node)) found(field);
  else if (!isSeq(field.node)) return;
  const own = field.isMap
    ? field.entries().filter(({ pair }) => field.map?.items.includes(pair as never))
    : field.items();
  for (const one of own) visit(one, found);
}

/** An anchor has to stand before what repeats it. */
function fixes(map: Field): Fix[] {
  if (map.source.aliases.size > 0) return [];
  return [{ title: 'Sort the keys here and below', safe: true, edits: () => sortedKeys(map) }];
}
