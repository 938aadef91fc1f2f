import { set } from '../../manifest/edit.ts';
import { isAutoscaler } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { metricsOf } from './autoscaler.ts';

export default defineCheck({
  id: 'api-hpa-zero',
  title: 'An autoscaler that scales to 0 can tell when to scale up again',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    const min = target.at('spec', 'minReplicas');
    if (!isAutoscaler(resource) || min.value !== 0 || environment.partial) return;
    if (metricsOf(resource).some((metric) => ['Object', 'External'].includes(metric.at('type').string ?? '')))
      return;
    report(min, 'without pods only an Object or External metric can be measured: add one, or write 1', {
      fixes: [{ title: 'Change to 1', safe: false, edits: () => set(min, 1) }],
    });
  },
});
