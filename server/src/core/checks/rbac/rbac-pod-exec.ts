import { titleOf } from '../../references/objects.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import type { Related } from '../check.ts';
import { defineCheck } from '../check.ts';
import { bindingsOf } from './bindings.ts';
import type { Permission } from './grants.ts';
import { andList, reportedGrants, where } from './grants.ts';

export default defineCheck({
  id: 'rbac-pod-exec',
  title: 'Roles cannot run commands in pods',
  category: 'rbac',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: {
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingClusterRolePodExecAttach',
      'rolebindingRolePodExecAttach',
    ],
    trivy: ['KSV-0053', 'KSV-0054'],
    checkov: ['CKV2_K8S_2'],
  },
  check(context) {
    const { resource, workspace, slot, report } = context;
    for (const { resources } of reportedGrants(context, EXEC)) {
      report(
        resources[0],
        `who may use ${andList(resources.map(({ string = '' }) => string))} runs commands in all pods ${where(resource)}: leave it to debugging`,
        { related: givenTo(workspace, slot) },
      );
    }
  },
});

/** Both begin with a POST or, for WebSockets, with a GET (https://kubernetes.io/docs/reference/access-authn-authz/authorization/). */
const EXEC: readonly Permission[] = [
  { verbs: ['create', 'get'], group: '', resources: ['pods/exec', 'pods/attach'] },
];

function givenTo(workspace: Workspace, role: Slot): Related[] {
  return bindingsOf(workspace, role).map((binding) => ({
    field: binding.resource.root.at('roleRef', 'name'),
    message: `${titleOf(binding.resource)} gives it`,
    origin: binding,
  }));
}
