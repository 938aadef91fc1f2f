import type { Field } from '../../manifest/field.ts';
import { isNetworkPolicy } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'networkpolicy-selectors',
  title: 'A NetworkPolicy names the pods and the peers that it speaks of',
  category: 'network',
  severity: 'off',
  scope: 'object',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0038'] },
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    if (!isNetworkPolicy(resource) || !spec.isMap || environment.partial) return;
    const selector = spec.at('podSelector');
    if (!selector.exists)
      report(
        selector,
        'without `podSelector` this policy is for all pods of the namespace: write `podSelector: {}` if that is meant',
      );
    for (const [direction, side] of SIDES) {
      for (const rule of spec.at(direction).items()) {
        if (rule.at(side).items().length > 0 || !isRule(rule)) continue;
        const message = `this rule has no \`${side}\`, so it allows traffic ${side} everywhere: name the peers`;
        report(rule.at(side), message, {
          at: rule.at('ports').exists ? rule.at('ports') : rule,
          onKey: true,
        });
      }
    }
  },
});

const SIDES = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

function isRule(rule: Field): boolean {
  return rule.isMap || !rule.exists;
}
