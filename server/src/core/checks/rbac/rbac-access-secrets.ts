import { defineCheck } from '../check.ts';
import { reportGiven } from './given.ts';
import type { Permission } from './grants.ts';
import { READ, WRITE } from './grants.ts';

export default defineCheck({
  id: 'rbac-access-secrets',
  title: 'Bindings give no access to all Secrets',
  category: 'rbac',
  severity: 'off',
  scope: 'workspace',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: null,
  aliases: { 'kube-linter': ['access-to-secrets'], trivy: ['KSV-0041', 'KSV-0113'], checkov: ['CKV2_K8S_5'] },
  check: (context) => reportGiven(context, SECRETS, 'reads or writes all Secrets'),
});

/** `list` and `watch` also show what is in them (https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets). */
const SECRETS: readonly Permission[] = [{ verbs: [...READ, ...WRITE], group: '', resources: ['secrets'] }];
