import { defineCheck } from '../check.ts';
import { checkConfigRef } from './configRefCheck.ts';
import { envRefs } from './configRefs.ts';

export default defineCheck({
  id: 'env-ref-missing',
  title: 'Variables come from ConfigMaps, Secrets and keys that exist',
  category: 'workload',
  severity: 'information',
  scope: 'workspace',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['env-value-from'] },
  check(context) {
    if (context.environment.partial) return;
    for (const ref of envRefs(context.target)) checkConfigRef(context, ref);
  },
});
