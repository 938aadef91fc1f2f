import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { listed } from '../oneOf.ts';
import { isBootstrapped } from './grants.ts';
import { rulesOf } from './rbacKinds.ts';

export default defineCheck({
  id: 'rbac-wildcard',
  title: 'Roles name what they allow',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: {
    'kube-linter': ['wildcard-in-rules'],
    trivy: ['KSV-0044', 'KSV-0045', 'KSV-0046', 'KSV-0112'],
    checkov: ['CKV_K8S_49'],
  },
  check({ resource, report }) {
    if (isBootstrapped(resource)) return;
    for (const rule of rulesOf(resource)) {
      const found = LISTS.flatMap((list) => rule.at(list).items().filter(isStar).slice(0, 1));
      const [first] = found;
      if (first) {
        const lists = found.map(({ parent }) => parent?.key);
        report(first, `\`*\` in ${listed(lists)} allows also what comes later: name what is needed`, {
          ...(isOwn(rule) && { severity: 'information' as const }),
        });
      }
      for (const item of rule.at('resources').items()) {
        if (!item.string?.endsWith('/*')) continue;
        const message = `\`${item.string}\` allows nothing, since \`*\` is no subresource: name the subresources`;
        report(item, message);
      }
    }
  },
});

const LISTS = ['resources', 'verbs', 'apiGroups', 'nonResourceURLs'] as const;

function isStar({ string }: Field): boolean {
  return string === '*';
}

/** Everything in groups that are not Kubernetes' own: mostly the custom resources that a controller brings itself. */
function isOwn(rule: Field): boolean {
  const groups = rule.at('apiGroups').items();
  return (
    groups.length > 0 &&
    groups.every(({ string = '' }) => string.includes('.') && !string.endsWith('.k8s.io'))
  );
}
