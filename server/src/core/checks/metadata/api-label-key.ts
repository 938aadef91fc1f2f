import { defineCheck } from '../check.ts';
import { annotationMaps, labelMaps, labelSelectors } from './labelPlaces.ts';
import { keyProblem } from '../../syntax/labels.ts';
import { isFilledIn } from '../../syntax/names.ts';

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
    const problemOf = (key: string): string | undefined =>
      isFilledIn(key) || (environment.partial && key.startsWith('$')) ? undefined : keyProblem(key);
    for (const map of labelMaps(resource, pod)) {
      for (const entry of map.entries()) {
        const problem = problemOf(String(entry.key));
        if (problem)
          report(map, `"${entry.key}" cannot be the key of a label: ${problem}`, { at: entry, onKey: true });
      }
    }
    for (const map of annotationMaps(resource, pod)) {
      for (const entry of map.entries()) {
        // Capitals are allowed here, also in the domain.
        const problem = problemOf(String(entry.key).toLowerCase());
        if (problem)
          report(map, `"${entry.key}" cannot be the key of an annotation: ${problem}`, {
            at: entry,
            onKey: true,
          });
      }
    }
    for (const selector of labelSelectors(resource, pod)) {
      for (const item of selector.at('matchExpressions').items()) {
        const key = item.at('key');
        const problem = key.string === undefined ? undefined : problemOf(key.string);
        if (problem) report(key, `"${key.string}" cannot be the key of a label: ${problem}`);
      }
    }
  },
});
