import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'warn-negative-grace',
  title: 'terminationGracePeriodSeconds is not negative',
  category: 'workload',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: true },
  check({ target, report }) {
    const field = target.at('terminationGracePeriodSeconds');
    if (field.number === undefined || field.number >= 0) return;
    report(field, `a negative grace period is taken for 1 second: write how long the pod needs to stop`, {
      fixes: [{ title: 'Change to 1', safe: true, edits: () => set(field, 1) }],
    });
  },
});
