import { defineCheck } from '../check.ts';
import { reportLowIds } from './ids.ts';

export default defineCheck({
  id: 'low-gid',
  title: 'Containers run as a group whose id no node has',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-score': ['container-security-context-user-group-id'], trivy: ['KSV-0021'] },
  options: {
    minimum: { type: 'number', default: 10_000, description: 'The smallest id that is high enough.' },
  },
  check: (context) =>
    reportLowIds(
      context,
      { key: 'runAsGroup', word: 'group', ofRoot: 'run-as-group-root' },
      context.options.minimum,
    ),
});
