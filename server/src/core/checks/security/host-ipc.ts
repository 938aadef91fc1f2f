import { defineCheck } from '../check.ts';
import { reportShared } from './hostNamespace.ts';

export default defineCheck({
  id: 'host-ipc',
  title: 'Pods do not share memory with their node',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['host-ipc'],
    polaris: ['hostIPCSet'],
    trivy: ['KSV-0008'],
    checkov: ['CKV_K8S_18'],
  },
  pss: 'baseline',
  check: (context) =>
    reportShared(context, 'hostIPC', 'the pod reads and writes the shared memory of its node'),
});
