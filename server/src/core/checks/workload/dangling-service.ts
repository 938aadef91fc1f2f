import { isService } from '../../references/objects.ts';
import { serviceSelector } from '../../references/selection.ts';
import { defineCheck } from '../check.ts';
import { checkPodSelector } from '../danglingSelector.ts';

export default defineCheck({
  id: 'dangling-service',
  title: 'Services select pods that exist',
  category: 'workload',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['dangling-service'], 'kube-score': ['service-targets-pod'] },
  check(context) {
    const { target, resource } = context;
    const selector = isService(resource) ? serviceSelector(resource) : undefined;
    const field = target.at('spec', 'selector');
    if (selector) checkPodSelector(context, { selector, field, pairs: field });
  },
});
