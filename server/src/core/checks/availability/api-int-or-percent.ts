import { set } from '../../manifest/edit.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';
import { amountFields, percentOf } from './intOrPercent.ts';

export default defineCheck({
  id: 'api-int-or-percent',
  title: 'A number of pods is a number or a percentage',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Deployment', 'DaemonSet', 'PodDisruptionBudget'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ resource, report }) {
    for (const { field } of amountFields(resource)) {
      const { value } = field;
      if (typeof value === 'number' && value < 0) {
        report(field, `${String(field.key)} cannot be negative: write 0 or more`);
      } else if (typeof value === 'string' && percentOf(field) === undefined && !isFilledIn(value)) {
        const fixes = /^\d{1,9}$/.test(value)
          ? [
              {
                title: `Write the number ${Number(value)}`,
                safe: true,
                edits: () => set(field, Number(value)),
              },
            ]
          : [];
        const hint =
          fixes.length > 0 ? 'remove the quotes, or add a % sign' : 'write a number such as 1, or "25%"';
        report(field, `"${value}" is neither a number nor a percentage: ${hint}`, { fixes });
      }
    }
  },
});
