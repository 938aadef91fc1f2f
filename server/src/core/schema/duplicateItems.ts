import type { Field } from '../manifest/field.ts';
import { remove } from '../manifest/edit.ts';
import type { SchemaProblem } from './problem.ts';
import type { ListRule } from './schema.ts';

/** Items that the API server cannot tell apart. */
export function duplicateItems(items: readonly Field[], rule: ListRule): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const first = new Map<string, Field>();
  for (const item of items) {
    const marks = rule.type === 'set' ? [item] : rule.keys.map((key) => item.at(key));
    if (!marks.some((mark) => mark.exists)) continue;
    const id = JSON.stringify(marks.map((mark) => mark.toJSON() ?? null));
    const other = first.get(id);
    if (!other) {
      first.set(id, item);
      continue;
    }
    const mark = marks.find((one) => one.exists) ?? item;
    const written = marks.flatMap((one) => one.written ?? []).join(', ');
    const what = rule.type === 'set' ? 'value' : rule.keys.join(' and ');
    problems.push({
      id: 'duplicate-key',
      field: mark,
      message: `${written === '' ? 'this' : `"${written}"`} stands twice in this list, where every item needs ${rule.type === 'set' ? 'to be different' : `a ${what} of its own`}`,
      fixes:
        rule.type === 'set'
          ? [{ title: 'Remove the repetition', safe: true, edits: () => remove(item) }]
          : [],
      related: [
        { field: rule.type === 'set' ? other : other.at(String(mark.key)), message: 'the first one' },
      ],
    });
  }
  return problems;
}
