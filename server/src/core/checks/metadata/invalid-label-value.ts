import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { labelMaps, labelSelectors } from './labelPlaces.ts';
import { validValue, valueProblem } from '../../syntax/labels.ts';
import { isFilledIn } from '../../syntax/names.ts';

/** Before, values in `matchExpressions` were not checked everywhere. */
const STRICT_SELECTORS = 26;

export default defineCheck({
  id: 'invalid-label-value',
  title: 'Values of labels are valid',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-score': ['label-values'] },
  check({ resource, pod, environment, report }) {
    const values = labelMaps(resource, pod).flatMap((map) => map.entries());
    if (environment.version >= STRICT_SELECTORS)
      values.push(...expressionValues(labelSelectors(resource, pod)));
    for (const field of values) {
      const value = field.string;
      const problem = value === undefined || isFilledIn(value) ? undefined : valueProblem(value);
      if (!problem || value === undefined) continue;
      const valid = validValue(value);
      const fixes = valid
        ? [{ title: `Change to \`${valid}\``, safe: false, edits: () => set(field, valid) }]
        : [];
      // Of labels the API server names the whole mapping.
      const place = typeof field.key === 'string' && field.parent ? field.parent : field;
      report(place, `"${value}" cannot be the value of a label: ${problem}`, { at: field, fixes });
    }
  },
});

function expressionValues(selectors: readonly Field[]): Field[] {
  return selectors.flatMap((selector) =>
    selector
      .at('matchExpressions')
      .items()
      .flatMap((item) => item.at('values').items()),
  );
}
