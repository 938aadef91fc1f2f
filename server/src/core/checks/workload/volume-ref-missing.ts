import { defineCheck } from '../check.ts';
import { checkConfigRef } from './configRefCheck.ts';
import { volumeRefs } from './configRefs.ts';

export default defineCheck({
  id: 'volume-ref-missing',
  title: 'Volumes come from ConfigMaps, Secrets and claims that exist',
  category: 'workload',
  severity: 'information',
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check(context) {
    if (context.environment.partial) return;
    for (const ref of volumeRefs(context.target)) checkConfigRef(context, ref);
  },
});
