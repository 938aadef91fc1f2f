import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { isNetworkPolicy, POD_KINDS } from './objects.ts';
import { labelsOfPods } from './selection.ts';
import { labelSelector } from './selectors.ts';

/** The entries of `ports` in the rules of a NetworkPolicy. */
export function policyPorts(
  { root }: Resource,
  directions: readonly string[] = ['ingress', 'egress'],
): Field[] {
  return directions.flatMap((direction) =>
    root
      .at('spec', direction)
      .items()
      .flatMap((rule) => rule.at('ports').items()),
  );
}

/** The NetworkPolicies that select the pods of this workload, and no others that are known. */
export function policiesOnlyOf(workspace: Workspace, pod: Slot): Slot[] {
  const labels = labelsOfPods(pod.resource);
  const policies = workspace.nearest(pod, workspace.ofKind('NetworkPolicy'), ({ resource }) => {
    const selector = isNetworkPolicy(resource)
      ? labelSelector(resource.root.at('spec', 'podSelector'))
      : undefined;
    return selector !== undefined && !selector.isEmpty && selector.matches(labels);
  });
  return policies.filter((policy) => {
    const selector = labelSelector(policy.resource.root.at('spec', 'podSelector'));
    const selected = workspace.together(
      policy,
      POD_KINDS,
      ({ resource }) => selector?.matches(labelsOfPods(resource)) ?? false,
    );
    return selected.length === 1 && selected[0] === pod;
  });
}
