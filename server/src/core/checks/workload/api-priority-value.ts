import { defineCheck } from '../check.ts';

/** Above are those of the system: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass. */
const MAX = 1_000_000_000;

export default defineCheck({
  id: 'api-priority-value',
  title: 'The value of a PriorityClass is at most a billion',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['PriorityClass'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    if (resource.group !== 'scheduling.k8s.io' || resource.name?.startsWith('system-')) return;
    const field = target.at('value');
    if ((field.number ?? 0) > MAX)
      report(field, `values above ${MAX} belong to the system: write at most ${MAX}`);
  },
});
