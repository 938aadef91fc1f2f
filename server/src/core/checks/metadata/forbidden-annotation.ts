import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { annotationMaps } from './labelPlaces.ts';
import { matchesWhole, wantedPair } from './requiredPairs.ts';

export default defineCheck({
  id: 'forbidden-annotation',
  title: 'Objects carry no annotation that is forbidden',
  category: 'metadata',
  severity: 'off',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  options: {
    annotations: {
      type: 'strings',
      default: [],
      description:
        'Annotations that no object may carry, as regular expressions for the whole key: `example[.]com/.*`, or for key and value `example[.]com/mode=debug|trace`; behind `=!` stands what is allowed alone. Empty: none.',
    },
  },
  check({ resource, pod, options, report }) {
    const forbidden = options.annotations.map(wantedPair);
    if (forbidden.length === 0) return;
    for (const entry of annotationMaps(resource, pod).flatMap((map) => map.entries())) {
      const key = String(entry.key);
      const value = entry.written ?? '';
      const found = forbidden.some((one) => matchesWhole(one.key, key) && isForbidden(value, one.value));
      if (!found) continue;
      report(entry, `the annotation "${key}" is forbidden here: remove it`, {
        onKey: true,
        fixes: [{ title: `Remove \`${key}\``, safe: false, edits: () => remove(entry) }],
      });
    }
  },
});

function isForbidden(value: string, expression: string | undefined): boolean {
  if (expression === undefined) return true;
  return expression.startsWith('!')
    ? !matchesWhole(expression.slice(1), value)
    : matchesWhole(expression, value);
}
