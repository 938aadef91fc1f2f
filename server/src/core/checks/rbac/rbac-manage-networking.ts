import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { reportedGrants, subjectOf, verbsOf, WRITE } from './grants.ts';

export default defineCheck({
  id: 'rbac-manage-networking',
  title: 'Roles cannot lead traffic elsewhere',
  category: 'rbac',
  severity: 'off',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0056'], checkov: ['CKV2_K8S_4'] },
  check(context) {
    for (const grant of reportedGrants(context, NETWORKING)) {
      context.report(
        grant.resources[0],
        `who may ${verbsOf(grant.verbs)} ${subjectOf(grant)} can lead requests elsewhere: allow only what is needed`,
      );
    }
  },
});

const NETWORKING: readonly Permission[] = [
  { verbs: WRITE, group: '', resources: ['services', 'services/status', 'endpoints'] },
  { verbs: WRITE, group: 'discovery.k8s.io', resources: ['endpointslices'] },
  { verbs: WRITE, group: 'networking.k8s.io', resources: ['ingresses', 'networkpolicies'] },
  { verbs: WRITE, group: 'gateway.networking.k8s.io', resources: ['gateways', 'httproutes', 'grpcroutes'] },
];
