import { defineCheck } from '../check.ts';
import { reportMissing } from './containerResources.ts';

export default defineCheck({
  id: 'cpu-request-missing',
  title: 'Containers request the CPU that they need',
  category: 'resources',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-linter': ['unset-cpu-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['cpuRequestsMissing'],
    trivy: ['KSV-0015'],
    checkov: ['CKV_K8S_10'],
  },
  check: (context) => reportMissing(context, 'requests', 'cpu', '100m'),
});
