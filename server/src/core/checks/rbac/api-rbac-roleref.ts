import { set } from '../../manifest/edit.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';
import { RBAC } from './rbacKinds.ts';

export default defineCheck({
  id: 'api-rbac-roleref',
  title: 'A binding refers to a role that it can give',
  category: 'rbac',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const reference = target.at('roleRef');
    if (resource.group !== RBAC || !reference.isMap) return;
    const group = reference.at('apiGroup');
    // Empty means this group.
    if (group.string && group.string !== RBAC) {
      report(group, `roles are in the group ${RBAC}, not in "${group.string}": correct it`, {
        fixes: [{ title: `Change to \`${RBAC}\``, safe: true, edits: () => set(group, RBAC) }],
      });
    }
    const kind = reference.at('kind');
    const kinds = resource.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
    if (kind.string !== undefined && !kinds.includes(kind.string))
      report(kind, `a ${resource.kind} gives a ${kinds.join(' or ')}, not "${kind.string}": correct it`);
    const name = reference.at('name');
    if (name.value === '' && !environment.partial) report(name, 'this binding names no role: add its name');
    const found = /[/%]/.exec(name.string ?? '')?.[0];
    if (found && !isFilledIn(name.string ?? ''))
      report(name, `the name of a role cannot contain '${found}': correct it`);
  },
});
