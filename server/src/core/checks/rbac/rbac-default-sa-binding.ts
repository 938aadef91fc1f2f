import { defineCheck } from '../check.ts';
import { RBAC } from './rbacKinds.ts';

export default defineCheck({
  id: 'rbac-default-sa-binding',
  title: 'Bindings give nothing to the default ServiceAccount',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: null,
  aliases: { checkov: ['CKV_K8S_42'] },
  check({ target, resource, report }) {
    if (resource.group !== RBAC) return;
    for (const subject of target.at('subjects').items()) {
      const name = subject.at('name');
      if (subject.at('kind').string !== 'ServiceAccount' || name.string !== 'default') continue;
      report(
        name,
        'every pod that names no ServiceAccount runs as "default" and gets this role: bind a ServiceAccount of its own',
      );
    }
  },
});
