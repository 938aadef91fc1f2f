import { isNetworkPolicy } from '../../references/objects.ts';
import { labelSelector } from '../../references/selectors.ts';
import { defineCheck } from '../check.ts';
import { checkPodSelector } from '../danglingSelector.ts';

export default defineCheck({
  id: 'dangling-networkpolicy',
  title: 'NetworkPolicies select pods that exist',
  category: 'network',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['dangling-networkpolicy'], 'kube-score': ['networkpolicy-targets-pod'] },
  check(context) {
    const { target, resource } = context;
    const field = target.at('spec', 'podSelector');
    const selector = isNetworkPolicy(resource) ? labelSelector(field) : undefined;
    if (selector) checkPodSelector(context, { selector, field, pairs: field.at('matchLabels') });
  },
});
