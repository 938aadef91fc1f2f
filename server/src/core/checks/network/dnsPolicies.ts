import { allowsDns } from '../../references/dnsRules.ts';
import type { Policy } from '../../references/networkPolicies.ts';
import { allPolicies } from '../../references/networkPolicies.ts';
import { derived } from '../../workspace/derived.ts';
import { sameItems } from '../../workspace/kept.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { sameNamespace } from '../../workspace.ts';

/** The NetworkPolicies in the namespace of an object that let their pods ask the cluster's DNS. */
export function dnsPolicies(workspace: Workspace, slot: Slot): Policy[] {
  return allDnsPolicies(workspace).filter(
    (policy) => sameNamespace(policy.slot.resource, slot.resource) && workspace.reaches(slot, policy.slot),
  );
}

const allDnsPolicies = derived(
  (workspace) =>
    allPolicies(workspace).filter(({ slot, restrictsEgress, egress }) => {
      return restrictsEgress && egress.some((rule) => allowsDns(rule, slot.resource.namespace));
    }),
  sameItems,
);
