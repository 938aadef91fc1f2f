import { titleOf } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { boundRoles } from './bindings.ts';
import { allowsEverything, isClusterAdmin } from './given.ts';
import { RBAC } from './rbacKinds.ts';

export default defineCheck({
  id: 'rbac-cluster-admin-binding',
  title: 'Bindings give nobody everything',
  category: 'rbac',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: null,
  aliases: {
    'kube-linter': ['cluster-admin-role-binding'],
    polaris: [
      'clusterrolebindingClusterAdmin',
      'rolebindingClusterAdminClusterRole',
      'rolebindingClusterAdminRole',
    ],
    trivy: ['KSV-0111'],
  },
  check({ target, resource, workspace, slot, report }) {
    if (resource.group !== RBAC) return;
    const name = target.at('roleRef', 'name');
    const where = resource.kind === 'ClusterRoleBinding' ? 'in the whole cluster' : 'in its namespace';
    if (isClusterAdmin(resource)) {
      report(name, `cluster-admin may do everything ${where}: give a role that names what is needed`);
      return;
    }
    for (const role of boundRoles(workspace, slot)) {
      const rule = allowsEverything(role.resource);
      if (!rule) continue;
      report(name, `${titleOf(role.resource)} may do everything ${where}: name what is needed in it`, {
        related: [{ field: rule, message: 'this rule allows everything', origin: role }],
      });
      return;
    }
  },
});
