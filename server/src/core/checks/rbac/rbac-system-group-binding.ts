import { defineCheck } from '../check.ts';
import { isBootstrapped } from './grants.ts';
import { RBAC } from './rbacKinds.ts';

export default defineCheck({
  id: 'rbac-system-group-binding',
  title: 'Bindings give nothing to everybody',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0122', 'KSV-01011', 'KSV-0123'] },
  check({ target, resource, report }) {
    if (resource.group !== RBAC || isBootstrapped(resource) || resource.namespace === 'kube-public') return;
    // Roles for everybody, such as the addresses of the API.
    if (FOR_ALL.includes(target.at('roleRef', 'name').string ?? '')) return;
    for (const subject of target.at('subjects').items()) {
      const name = subject.at('name');
      const kind = subject.at('kind').string;
      const who = kind === 'Group' ? GROUPS.get(name.string ?? '') : undefined;
      if (who) report(name, who);
      else if (kind === 'User' && name.string === 'system:anonymous') report(name, ANONYMOUS);
    }
  },
});

const ANONYMOUS = 'system:anonymous is everybody who reaches the API server: name who needs this role';

/** Groups that Kubernetes fills itself (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings). */
const GROUPS: ReadonlyMap<string, string> = new Map([
  [
    'system:unauthenticated',
    'system:unauthenticated is everybody who reaches the API server: name who needs this role',
  ],
  [
    'system:authenticated',
    'system:authenticated is every user and every ServiceAccount: name who needs this role',
  ],
  [
    'system:masters',
    'system:masters may do everything, and no binding can take it away: use a group of your own',
  ],
]);

const FOR_ALL: readonly string[] = [
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
];
