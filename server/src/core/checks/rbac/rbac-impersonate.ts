import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { reportedGrants, subjectOf } from './grants.ts';

export default defineCheck({
  id: 'rbac-impersonate',
  title: 'Roles cannot act as somebody else',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0043'], checkov: ['CKV2_K8S_3'] },
  check(context) {
    const told = context.environment.isOn('rbac-wildcard');
    for (const grant of reportedGrants(context, IMPERSONATE)) {
      if (told && grant.verbs[0].string === '*') continue;
      context.report(
        grant.verbs[0],
        `who impersonates ${subjectOf(grant)} has all that these may: name them in \`resourceNames\``,
      );
    }
  },
});

/** Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation. */
const IMPERSONATE: readonly Permission[] = [
  { verbs: ['impersonate'], group: '', resources: ['users', 'groups', 'serviceaccounts'] },
];
