import { defineCheck } from '../check.ts';
import { reportProcMounts } from './procMount.ts';
import { isRelaxed } from './securityContexts.ts';

export default defineCheck({
  id: 'restricted-proc-mount',
  title: 'Containers do not see all of /proc, not even in pods with users of their own',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  pss: 'restricted',
  check(context) {
    // Other pods are the matter of `unsafe-proc-mount`.
    if (isRelaxed(context)) reportProcMounts(context, 'what the restricted standard hides');
  },
});
