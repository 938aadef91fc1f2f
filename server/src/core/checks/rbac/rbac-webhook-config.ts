import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { reportedGrants, subjectOf, verbsOf, WRITE } from './grants.ts';

export default defineCheck({
  id: 'rbac-webhook-config',
  title: 'Roles cannot change how the API server asks for admission',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['ClusterRole'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0114'], checkov: ['CKV_K8S_155'] },
  check(context) {
    for (const grant of reportedGrants(context, WEBHOOKS)) {
      context.report(
        grant.resources[0],
        `who may ${verbsOf(grant.verbs)} ${subjectOf(grant)} reads and changes every object that is written: limit it with \`resourceNames\``,
      );
    }
  },
});

/** Source: https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks. */
const WEBHOOKS: readonly Permission[] = [
  {
    verbs: WRITE,
    group: 'admissionregistration.k8s.io',
    resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
  },
];
