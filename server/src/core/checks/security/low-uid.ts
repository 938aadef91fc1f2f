import { defineCheck } from '../check.ts';
import { reportLowIds } from './ids.ts';

export default defineCheck({
  id: 'low-uid',
  title: 'Containers run as a user whose id no node has',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-score': ['container-security-context-user-group-id'],
    trivy: ['KSV-0020'],
    checkov: ['CKV_K8S_40'],
  },
  options: {
    minimum: { type: 'number', default: 10_000, description: 'The smallest id that is high enough.' },
  },
  check: (context) =>
    reportLowIds(
      context,
      { key: 'runAsUser', word: 'user', ofRoot: 'run-as-user-root' },
      context.options.minimum,
    ),
});
