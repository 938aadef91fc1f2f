import { addItem } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { podTemplate } from '../../manifest/pods.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Value } from '../../manifest/render.ts';
import { inReach } from '../../references/beside.ts';
import { allowsDns, needsNames } from '../../references/dnsRules.ts';
import { mayBeElsewhere } from '../../references/makers.ts';
import type { Policy } from '../../references/networkPolicies.ts';
import { hasOtherPolicies, policiesSelecting, policyOf } from '../../references/networkPolicies.ts';
import { isNetworkPolicy, titleOf } from '../../references/objects.ts';
import { mayBePatched } from '../../references/patched.ts';
import { labelsOfPods } from '../../references/selection.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { podsBeside } from '../danglingSelector.ts';
import { dnsPolicies } from './dnsPolicies.ts';

export default defineCheck({
  id: 'egress-blocks-dns',
  title: 'Pods that may connect elsewhere may ask the DNS',
  category: 'network',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  check({ target, resource, environment, workspace, slot, report }) {
    if (!isNetworkPolicy(resource) || environment.partial) return;
    const policy = policyOf(slot);
    if (!policy.restrictsEgress || policy.egress.some((rule) => allowsDns(rule, resource.namespace))) return;
    if (policy.egress.length > 0 && !policy.egress.some(needsNames)) return;
    if (
      mayBeElsewhere(workspace, slot) ||
      hasOtherPolicies(workspace) ||
      mayBePatched(workspace, slot.uri, 'egress') ||
      dnsPolicies(workspace, slot).some((other) => covers(other, policy))
    )
      return;
    const pods = selectedPods(workspace, policy);
    const lacking = pods.find((pod) => !mayAsk(workspace, pod));
    const egress = target.at('spec', 'egress');
    const place = egress.exists ? egress : egressType(target);
    const details = {
      at: place,
      onKey: egress.exists,
      related: lacking
        ? [
            {
              field: lacking.resource.root.at('metadata', 'name'),
              message: titleOf(lacking.resource),
              origin: lacking,
            },
          ]
        : [],
      fixes: addRule(egress),
    };
    if (policy.egress.length > 0) {
      if (pods.length > 0 && !lacking) return;
      report(
        egress,
        'these pods may connect elsewhere, but not ask the DNS for the address: allow port 53',
        details,
      );
    } else if (lacking && !pods.some((pod) => hasRules(workspace, pod))) {
      const message =
        'these pods can connect to nothing, not even to the DNS: allow port 53 and what they need';
      report(egress, message, { ...details, severity: 'information' });
    }
  },
});

/** Whether a policy is surely for all pods of another one. */
function covers({ selector }: Policy, { selector: other }: Policy): boolean {
  if (selector.isEmpty) return true;
  return (
    selector.keys.length === selector.equal.size &&
    [...selector.equal].every(([key, value]) => other.equal.get(key) === value)
  );
}

/** The pods kept with a policy that it selects and that would ask the cluster's DNS. */
function selectedPods(workspace: Workspace, { slot, selector }: Policy): Slot[] {
  return inReach(workspace, slot, podsBeside(workspace, slot)).filter(({ resource }) => {
    const spec = podTemplate(resource)?.spec;
    return spec?.at('hostNetwork').value !== true && selector.matches(labelsOfPods(resource));
  });
}

function mayAsk(workspace: Workspace, pod: Slot): boolean {
  const { namespace } = pod.resource;
  for (const { restrictsEgress, egress } of policiesSelecting(workspace, pod)) {
    if (restrictsEgress && egress.some((rule) => allowsDns(rule, namespace))) return true;
  }
  return false;
}

/** Whether a policy allows pods to connect anywhere: then it is the one to be reported. */
function hasRules(workspace: Workspace, pod: Slot): boolean {
  for (const { restrictsEgress, egress } of policiesSelecting(workspace, pod)) {
    if (restrictsEgress && egress.length > 0) return true;
  }
  return false;
}

function egressType(target: Field): Field {
  const types = target.at('spec', 'policyTypes');
  return types.items().find(({ value }) => value === 'Egress') ?? types;
}

function addRule(egress: Field): Fix[] {
  const rule: Value = {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: {
          matchLabels: {
            'k8s-app': placeholder('kube-dns', { hint: "confirm the label of your cluster's DNS" }),
          },
        },
      },
    ],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  return [{ title: "Allow the cluster's DNS", safe: false, edits: () => addItem(egress, rule) }];
}
