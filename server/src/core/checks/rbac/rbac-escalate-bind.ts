import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { reportedGrants, subjectOf, verbsOf } from './grants.ts';

export default defineCheck({
  id: 'rbac-escalate-bind',
  title: 'Roles cannot give more than their holder has',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: {
    trivy: ['KSV-0050', 'KSV-0051', 'KSV-0052', 'KSV-0055'],
    checkov: ['CKV_K8S_157', 'CKV_K8S_158', 'CKV2_K8S_1'],
  },
  check(context) {
    const { environment, report } = context;
    const told = environment.isOn('rbac-wildcard');
    const passing = reportedGrants(context, PASSING);
    for (const grant of passing) {
      if (told && grant.verbs[0].string === '*') continue;
      report(
        grant.verbs[0],
        `who may ${verbsOf(grant.verbs)} ${subjectOf(grant)} can take every permission of the cluster: name the roles in \`resourceNames\``,
      );
    }
    for (const grant of reportedGrants(context, MANAGING)) {
      if (passing.some((one) => one.rule.path === grant.rule.path)) continue;
      report(
        grant.resources[0],
        `who may ${verbsOf(grant.verbs)} ${subjectOf(grant)} decides on the permissions of others: allow it to few`,
        { severity: 'information' },
      );
    }
  },
});

const GROUP = 'rbac.authorization.k8s.io';
/** Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping. */
const PASSING: readonly Permission[] = [
  { verbs: ['escalate', 'bind'], group: GROUP, resources: ['roles', 'clusterroles'] },
];
/** The API server lets nobody give what he lacks, so this is no more than worth knowing. */
const MANAGING: readonly Permission[] = [
  {
    verbs: ['create', 'update', 'patch'],
    group: GROUP,
    resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
  },
];
