import { defineCheck } from '../check.ts';
import { reportMismatch } from './mismatch.ts';

export default defineCheck({
  id: 'cpu-request-limit-mismatch',
  title: 'The CPU limit is what is requested',
  category: 'resources',
  severity: 'off',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-score': ['container-cpu-requests-equal-limits', 'container-resource-requests-equal-limits'],
  },
  check: (context) => reportMismatch(context, 'cpu', 'cpu-limit-missing'),
});
