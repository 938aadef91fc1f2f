import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { keepsRunning } from './appsKinds.ts';

export default defineCheck({
  id: 'api-restart-policy',
  title: 'Workloads that keep running restart their containers',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    const field = target.at('restartPolicy');
    if (!keepsRunning(resource) || !field.string || field.string === 'Always') return;
    report(
      field,
      `the pods of a ${resource.kind} are always restarted: write \`Always\`, or make this a Job`,
      { fixes: [{ title: 'Change to `Always`', safe: false, edits: () => set(field, 'Always') }] },
    );
  },
});
