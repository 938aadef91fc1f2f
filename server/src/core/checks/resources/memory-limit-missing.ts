import { defineCheck } from '../check.ts';
import { reportMissing } from './containerResources.ts';

export default defineCheck({
  id: 'memory-limit-missing',
  title: 'Containers have a memory limit',
  category: 'resources',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-linter': ['unset-memory-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['memoryLimitsMissing'],
    trivy: ['KSV-0018'],
    checkov: ['CKV_K8S_13'],
  },
  check: (context) => reportMissing(context, 'limits', 'memory', '128Mi'),
});
