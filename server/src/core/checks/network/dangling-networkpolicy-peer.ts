import type { Field } from '../../manifest/field.ts';
import { labelsOf } from '../../manifest/pods.ts';
import { isNetworkPolicy } from '../../references/objects.ts';
import { labelSelector } from '../../references/selectors.ts';
import type { Workspace } from '../../workspace.ts';
import { defineCheck } from '../check.ts';
import { checkPodSelector } from '../danglingSelector.ts';
import { policyPeers } from './peers.ts';

export default defineCheck({
  id: 'dangling-networkpolicy-peer',
  title: 'Rules of NetworkPolicies name pods that exist',
  category: 'network',
  severity: 'information',
  scope: 'workspace',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['dangling-networkpolicypeer-podselector'] },
  check(context) {
    const { resource, workspace } = context;
    if (!isNetworkPolicy(resource)) return;
    for (const peer of policyPeers(resource)) {
      const field = peer.at('podSelector');
      const selector = labelSelector(field);
      if (!selector) continue;
      const inNamespace = namespacesOf(workspace, peer.at('namespaceSelector'));
      // The pods of the control plane have no manifests here.
      if (inNamespace?.('kube-system')) continue;
      const pairs = field.at('matchLabels');
      checkPodSelector(context, { selector, field, pairs, ...(inNamespace ? { inNamespace } : {}) });
    }
  },
});

type InNamespace = (namespace: string | undefined) => boolean;

/** The label that every namespace has with its name: https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The namespaces that a selector means, as far as they are known: by name, or by their manifests. */
function namespacesOf(workspace: Workspace, field: Field): InNamespace | undefined {
  const selector = labelSelector(field);
  if (!selector) return undefined;
  if (selector.isEmpty) return () => true;
  const named = [...workspace.ofKind('Namespace')]
    .map(({ resource }) => resource)
    .filter(({ name = '', root }) => {
      return selector.matches(new Map([...labelsOf(root.at('metadata')), [NAME_LABEL, name]]));
    })
    .map(({ name }) => name);
  const name = selector.equal.get(NAME_LABEL);
  if (name === undefined && named.length === 0) return () => true;
  return (namespace) => namespace === undefined || namespace === name || named.includes(namespace);
}
