import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { labelSelectors } from './labelPlaces.ts';

export default defineCheck({
  id: 'api-selector-operator',
  title: 'Operators of label selectors have the values that they need',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, pod, report }) {
    for (const selector of labelSelectors(resource, pod))
      for (const item of selector.at('matchExpressions').items()) checkRequirement(item, report);
  },
});

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements. */
function checkRequirement(item: Field, report: ObjectContext['report']): void {
  const field = item.at('operator');
  const operator = field.string;
  if (!item.isMap || operator === undefined) return;
  const values = item.at('values');
  const count = values.items().length;
  if (!OPERATORS.includes(operator)) {
    report(field, `"${operator}" is no operator of a label selector: write ${OPERATORS.join(', ')}`, {
      fixes: respell(field, operator),
    });
  } else if (operator.endsWith('In') && count === 0 && (values.isSeq || !values.exists)) {
    report(
      values,
      `\`${operator}\` compares with \`values\`: add at least one`,
      values.isSeq ? {} : { at: field },
    );
  } else if (!operator.endsWith('In') && count > 0) {
    const edits: Fix['edits'] = () => remove(values);
    report(values, `\`${operator}\` asks only for the key: remove \`values\``, {
      onKey: true,
      fixes: [{ title: 'Remove `values`', safe: false, edits }],
    });
  }
}

function respell(field: Field, operator: string): Fix[] {
  const near = OPERATORS.find((known) => known.toLowerCase() === operator.toLowerCase());
  return near ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(field, near) }] : [];
}
