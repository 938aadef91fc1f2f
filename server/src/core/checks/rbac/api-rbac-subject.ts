import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { checkedName } from '../metadata/nameSyntax.ts';
import { subdomainProblem } from '../../syntax/names.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { spelling } from '../oneOf.ts';
import { RBAC } from './rbacKinds.ts';

const KINDS = ['ServiceAccount', 'User', 'Group'];

export default defineCheck({
  id: 'api-rbac-subject',
  title: 'A binding names those to whom it gives a role as RBAC knows them',
  category: 'rbac',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check(context) {
    const { target, resource } = context;
    if (resource.group !== RBAC || resource.version !== 'v1') return;
    for (const subject of target.at('subjects').items()) if (subject.isMap) checkSubject(subject, context);
  },
});

/** Rules of https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects. */
function checkSubject(subject: Field, { resource, environment, report }: ObjectContext): void {
  const kind = subject.at('kind');
  if (kind.string === undefined) return;
  if (!KINDS.includes(kind.string)) {
    const { hint, fixes } = spelling(kind, KINDS);
    report(kind, `a role cannot be given to a "${kind.string}": ${hint}`, { fixes });
    return;
  }
  checkGroup(subject, kind.string, report);
  const name = subject.at('name');
  if (name.value === '' && !environment.partial) report(name, `this ${kind.string} has no name: add it`);
  if (kind.string !== 'ServiceAccount') return;
  const checked = checkedName(name);
  const problem = checked && subdomainProblem(checked);
  if (problem) report(name, `"${name.string}" cannot be the name of a ServiceAccount: ${problem}`);
  const namespace = subject.at('namespace');
  if (resource.kind === 'ClusterRoleBinding' && !namespace.value && !environment.partial)
    report(namespace, 'this ServiceAccount could be in any namespace: add its `namespace`', {
      at: namespace.exists ? namespace : name.exists ? name : kind,
    });
}

/** Left out, the group is the right one. */
function checkGroup(subject: Field, kind: string, report: ObjectContext['report']): void {
  const group = subject.at('apiGroup');
  if (!group.string) return;
  if (kind === 'ServiceAccount') {
    report(group, `a ServiceAccount is in the core group, not in "${group.string}": remove \`apiGroup\``, {
      fixes: [{ title: 'Remove `apiGroup`', safe: true, edits: () => remove(group) }],
    });
  } else if (group.string !== RBAC) {
    report(group, `a ${kind} is in the group ${RBAC}, not in "${group.string}": correct it`, {
      fixes: [{ title: `Change to \`${RBAC}\``, safe: true, edits: () => set(group, RBAC) }],
    });
  }
}
