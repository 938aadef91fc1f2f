import { defineCheck } from '../check.ts';
import { reportMismatch } from './mismatch.ts';

export default defineCheck({
  id: 'memory-request-limit-mismatch',
  title: 'The memory limit is what is requested',
  category: 'resources',
  severity: 'off',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-score': ['container-memory-requests-equal-limits', 'container-resource-requests-equal-limits'],
  },
  check: (context) => reportMismatch(context, 'memory', 'memory-limit-missing'),
});
