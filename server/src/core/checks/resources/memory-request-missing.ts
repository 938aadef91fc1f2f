import { defineCheck } from '../check.ts';
import { reportMissing } from './containerResources.ts';

export default defineCheck({
  id: 'memory-request-missing',
  title: 'Containers request the memory that they need',
  category: 'resources',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-score': ['container-resources'],
    polaris: ['memoryRequestsMissing'],
    trivy: ['KSV-0016'],
    checkov: ['CKV_K8S_12'],
  },
  check: (context) => reportMissing(context, 'requests', 'memory', '128Mi'),
});
