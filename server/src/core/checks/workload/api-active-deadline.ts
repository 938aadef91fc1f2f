import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { keepsRunning } from './appsKinds.ts';

export default defineCheck({
  id: 'api-active-deadline',
  title: 'Workloads that keep running have no deadline',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    const field = target.at('activeDeadlineSeconds');
    if (!keepsRunning(resource) || !field.exists) return;
    report(field, `the pods of a ${resource.kind} cannot have a deadline: remove it, or make this a Job`, {
      onKey: true,
      fixes: [{ title: 'Remove `activeDeadlineSeconds`', safe: false, edits: () => remove(field) }],
    });
  },
});
