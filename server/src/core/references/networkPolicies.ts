import { groupBy } from '../groupBy.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { sameNamespace } from '../workspace.ts';
import { derived, derivedLists } from '../workspace/derived.ts';
import { sameItems } from '../workspace/kept.ts';
import { perObject } from './memo.ts';
import { isNetworkPolicy, POD_KINDS } from './objects.ts';
import { labelsOfPods } from './selection.ts';
import { labelSelector, Selector } from './selectors.ts';

/** What a NetworkPolicy says, with its defaults (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicySpec). */
export interface Policy {
  readonly slot: Slot;
  /** An absent selector is an empty one. */
  readonly selector: Selector;
  readonly restrictsEgress: boolean;
  readonly egress: readonly Field[];
}

export const policyOf = perObject((slot: Slot): Policy => {
  const spec = slot.resource.root.at('spec');
  const types = spec.at('policyTypes');
  const egress = spec.at('egress').items();
  return {
    slot,
    selector: labelSelector(spec.at('podSelector')) ?? new Selector(new Map()),
    restrictsEgress: types.exists ? types.items().some(({ value }) => value === 'Egress') : egress.length > 0,
    egress,
  };
});

/** The policies that select pods with these labels in the namespace of an object, whatever else selects. */
export function* policiesSelecting(workspace: Workspace, pod: Slot): Iterable<Policy> {
  const labels = labelsOfPods(pod.resource);
  const byLabel = policiesByLabel(workspace);
  const general = generalPolicies(workspace);
  const { namespace } = pod.resource;
  const spaces = namespace === undefined ? [general.get(ANY)] : [general.get(namespace), general.get(OPEN)];
  const found = [...labels].map(([key, value]) => byLabel.get(`${key}=${value}`));
  for (const list of [...spaces, ...found]) {
    for (const policy of list) {
      if (
        sameNamespace(pod.resource, policy.slot.resource) &&
        policy.selector.matches(labels) &&
        workspace.reaches(pod, policy.slot)
      )
        yield policy;
    }
  }
}

export const allPolicies = derived(
  (workspace) =>
    workspace
      .ofKind('NetworkPolicy')
      .filter(({ resource }) => isNetworkPolicy(resource))
      .map(policyOf),
  sameItems,
);

/** Policies by one label that they ask for. */
const policiesByLabel = derivedLists((workspace) =>
  groupBy(allPolicies(workspace), ({ selector }) => [...selector.equal][0]?.join('=')),
);

/** Those that ask for none by namespace, and all of them. */
const generalPolicies = derivedLists((workspace) => {
  const general = allPolicies(workspace).filter(({ selector }) => selector.equal.size === 0);
  return groupBy(general, ({ slot }) => slot.resource.namespace ?? OPEN).set(ANY, general);
});

/** Left open, and any; no namespace has such a name. */
const OPEN = ' open';
const ANY = ' any';

/** Policies of other kinds, such as Cilium's, which allow and forbid in their own ways. */
export const hasOtherPolicies = derived((workspace) =>
  OTHER_POLICIES.some((kind) => workspace.ofKind(kind).some(({ resource }) => !isNetworkPolicy(resource))),
);

const OTHER_POLICIES = [
  'NetworkPolicy', // Calico's
  'GlobalNetworkPolicy',
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
];

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
