import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { amountFields, percentOf } from './intOrPercent.ts';

export default defineCheck({
  id: 'api-percent-over-100',
  title: 'A share of the pods is at most 100%',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Deployment', 'DaemonSet', 'PodDisruptionBudget'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, report }) {
    for (const { field, atMostAll } of amountFields(resource)) {
      if (!atMostAll || (percentOf(field) ?? 0) <= 100) continue;
      report(field, `${String(field.key)} is a share of the pods: write at most 100%`, {
        fixes: [{ title: 'Change to `100%`', safe: false, edits: () => set(field, '100%') }],
      });
    }
  },
});
