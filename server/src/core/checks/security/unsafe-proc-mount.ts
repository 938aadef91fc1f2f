import { defineCheck } from '../check.ts';
import { reportProcMounts } from './procMount.ts';
import { isRelaxed } from './securityContexts.ts';

export default defineCheck({
  id: 'unsafe-proc-mount',
  title: 'Containers of pods without users of their own do not see all of /proc',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['unsafe-proc-mount'], polaris: ['procMount'], trivy: ['KSV-0027'] },
  pss: 'baseline',
  check(context) {
    if (!isRelaxed(context)) reportProcMounts(context, 'the kernel settings of the node');
  },
});
