import { builtin } from '../metadata/builtin.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-containers-required',
  title: 'Pods have a container',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, resource, environment, report }) {
    const containers = target.at('containers');
    if (environment.partial || !builtin(resource) || !target.isMap) return;
    if (containers.items().length > 0 || (containers.exists && !containers.isSeq)) return;
    report(containers, 'a pod needs at least one container: add it to `containers`');
  },
});
