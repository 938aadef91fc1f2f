import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { annotationMaps, labelMaps, labelSelectors } from './labelPlaces.ts';
import { keyProblem } from './labelSyntax.ts';
import { isFilledIn } from './nameSyntax.ts';

export default defineCheck({
  id: 'api-label-key',
  title: 'Keys of labels and annotations are valid',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ resource, pod, environment, report }) {
    const check = (field: Field, key: string, what: string, onKey: boolean): void => {
      const isDirective = environment.partial && key.startsWith('$');
      const problem = isDirective || isFilledIn(key) ? undefined : keyProblem(key);
      const name = what === 'an annotation' ? key.toLowerCase() : key;
      if (problem && keyProblem(name))
        report(field, `"${key}" cannot be the key of ${what}: ${problem}`, { onKey });
    };
    for (const map of labelMaps(resource, pod))
      for (const entry of map.entries()) check(entry, String(entry.key), 'a label', true);
    for (const map of annotationMaps(resource, pod))
      for (const entry of map.entries()) check(entry, String(entry.key), 'an annotation', true);
    for (const selector of labelSelectors(resource, pod)) {
      for (const item of selector.at('matchExpressions').items()) {
        const key = item.at('key');
        if (key.string !== undefined) check(key, key.string, 'a label', false);
      }
    }
  },
});
