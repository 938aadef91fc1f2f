import type { Value } from '../../manifest/render.ts';
import type { Resource } from '../../manifest/resource.ts';
import { hasOtherPolicies, policiesSelecting } from '../../references/networkPolicies.ts';
import { labelsOfPods } from '../../references/selection.ts';
import { defineCheck } from '../check.ts';
import { addDocuments, metadataBeside } from '../newDocument.ts';

export default defineCheck({
  id: 'pod-without-network-policy',
  title: 'A NetworkPolicy selects every pod',
  category: 'network',
  severity: 'off',
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'document', safe: false },
  aliases: {
    'kube-linter': ['non-isolated-pod'],
    'kube-score': ['pod-networkpolicy'],
    polaris: ['missingNetworkPolicy'],
    checkov: ['CKV2_K8S_6'],
  },
  check({ target, resource, environment, workspace, slot, report }) {
    if (!target.isMap || environment.partial || !workspace.isComplete(slot.uri)) return;
    // Policies do not hold for pods in the network of their node.
    if (target.at('hostNetwork').value === true || hasOtherPolicies(workspace)) return;
    for (const _ of policiesSelecting(workspace, slot)) return;
    const name = resource.root.at('metadata', 'name');
    report(
      name,
      'no NetworkPolicy selects these pods, so everything in the cluster can reach them: add one',
      {
        fixes: addDocuments(resource, 'Add a NetworkPolicy that lets in its own namespace only', [
          newPolicy(resource),
        ]),
      },
    );
  },
});

function newPolicy(resource: Resource): Value {
  const labels = Object.fromEntries(labelsOfPods(resource));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadataBeside(resource, resource.name ?? ''),
    spec: {
      podSelector: Object.keys(labels).length > 0 ? { matchLabels: labels } : {},
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: {} }] }],
    },
  };
}
