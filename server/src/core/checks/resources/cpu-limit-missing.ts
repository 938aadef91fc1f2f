import { defineCheck } from '../check.ts';
import { reportMissing } from './containerResources.ts';

export default defineCheck({
  id: 'cpu-limit-missing',
  title: 'Containers have a CPU limit',
  category: 'resources',
  severity: 'off',
  scope: 'object',
  on: 'container',
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-score': ['container-resources'],
    polaris: ['cpuLimitsMissing'],
    trivy: ['KSV-0011'],
    checkov: ['CKV_K8S_11'],
  },
  check: (context) => reportMissing(context, 'limits', 'cpu', '500m'),
});
