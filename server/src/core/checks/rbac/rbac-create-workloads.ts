import { defineCheck } from '../check.ts';
import { reportGiven } from './given.ts';
import type { Permission } from './grants.ts';

export default defineCheck({
  id: 'rbac-create-workloads',
  title: 'Bindings do not let their subjects make pods',
  category: 'rbac',
  severity: 'off',
  scope: 'workspace',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: null,
  aliases: { 'kube-linter': ['access-to-create-pods'], trivy: ['KSV-0048'] },
  check: (context) => reportGiven(context, WORKLOADS, 'makes pods'),
});

/** Who makes pods uses every ServiceAccount, Secret and volume of the namespace (https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation). */
const WORKLOADS: readonly Permission[] = [
  { verbs: ['create'], group: '', resources: ['pods', 'replicationcontrollers'] },
  {
    verbs: ['create'],
    group: 'apps',
    resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
  },
  { verbs: ['create'], group: 'batch', resources: ['jobs', 'cronjobs'] },
];
