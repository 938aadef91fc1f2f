import { defineCheck } from '../check.ts';
import { reportShared } from './hostNamespace.ts';

export default defineCheck({
  id: 'host-pid',
  title: 'Pods do not see the processes of their node',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['host-pid'],
    polaris: ['hostPIDSet'],
    trivy: ['KSV-0010'],
    checkov: ['CKV_K8S_17'],
  },
  pss: 'baseline',
  check: (context) =>
    reportShared(context, 'hostPID', 'the pod sees all processes of its node, their environment included'),
});
