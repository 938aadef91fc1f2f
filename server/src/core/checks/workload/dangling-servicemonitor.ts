import type { Resource } from '../../manifest/resource.ts';
import { labelsOf } from '../../manifest/pods.ts';
import { belongTogether } from '../../references/belonging.ts';
import { inReach } from '../../references/beside.ts';
import { allServicesBeside } from '../../references/ingress.ts';
import { mayBeElsewhere } from '../../references/makers.ts';
import { titleOf } from '../../references/objects.ts';
import { LABELS, mayBePatched } from '../../references/patched.ts';
import { knowable } from '../../references/selection.ts';
import { labelSelector } from '../../references/selectors.ts';
import { serviceWithLabels } from '../../references/serviceLabels.ts';
import { defineCheck } from '../check.ts';
import { describe } from '../danglingSelector.ts';
import { isFilledIn } from '../../syntax/names.ts';
import type { Labelled } from '../nearLabels.ts';
import { nearLabels } from '../nearLabels.ts';

export default defineCheck({
  id: 'dangling-servicemonitor',
  title: 'ServiceMonitors select Services that exist',
  category: 'workload',
  severity: 'information',
  scope: 'workspace',
  kinds: ['ServiceMonitor'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['dangling-servicemonitor'] },
  check({ target, resource, environment, workspace, slot, report }) {
    const spec = target.at('spec');
    const field = spec.at('selector');
    const selector = labelSelector(field);
    if (resource.group !== 'monitoring.coreos.com' || environment.partial || !selector) return;
    const known = knowable(workspace, slot, selector);
    const inNamespace = namespacesOf(resource);
    if (known.isEmpty || serviceWithLabels(workspace, slot, known, inNamespace)) return;
    if (
      mayBeElsewhere(workspace, slot) ||
      mayBePatched(workspace, slot.uri, LABELS) ||
      looksAtControlPlane(resource) ||
      [...known.equal].some((pair) => pair.some(isFilledIn))
    )
      return;
    const services = inReach(workspace, slot, allServicesBeside(workspace, slot), ({ namespace }) =>
      inNamespace(namespace),
    );
    const pairs = field.at('matchLabels');
    const whole = services.filter((one) => !workspace.isPartial(one));
    const near = nearLabels(pairs, known, whole, SERVICES);
    // In other namespaces there are Services of others, too.
    const isOpen = target.at('spec', 'namespaceSelector').exists;
    if (!near?.isSlip && (isOpen || !belongTogether(workspace, slot, services))) return;
    const message = `no Service among these manifests has ${describe(known)}: ${near?.hint ?? 'correct the selector, or the labels of the Service'}`;
    const entries = pairs.entries();
    const at = near?.entry ?? (entries.length === 1 && known.keys.length === 1 ? entries[0] : undefined);
    report(
      at ?? field,
      message,
      at ? { fixes: near?.fixes ?? [], related: near?.related ?? [] } : { onKey: true },
    );
  },
});

/** The namespaces in which it looks: its own, those that it names, or any (https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.NamespaceSelector). */
function namespacesOf({ namespace, root }: Resource): (namespace: string | undefined) => boolean {
  const selector = root.at('spec', 'namespaceSelector');
  if (selector.at('any').value === true) return () => true;
  const names = selector
    .at('matchNames')
    .items()
    .map((item) => item.written);
  if (names.length > 0) return (other) => other === undefined || names.includes(other);
  return (other) => other === undefined || namespace === undefined || other === namespace;
}

/** Services of the control plane and of operators have no manifests here. */
function looksAtControlPlane({ namespace, root }: Resource): boolean {
  const names = root.at('spec', 'namespaceSelector', 'matchNames').items();
  return [namespace, ...names.map((item) => item.written)].some((name) => name?.startsWith('kube-'));
}

const SERVICES: Labelled = {
  title: ({ resource }) => titleOf(resource),
  plural: false,
  labels: ({ resource }) => labelsOf(resource.root.at('metadata')),
  field: ({ resource }) => resource.root.at('metadata', 'labels'),
  isFixed: () => false,
};
