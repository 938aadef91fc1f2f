import type { Field } from '../../manifest/field.ts';
import { podTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { isBudget, isNetworkPolicy, isService } from '../../references/objects.ts';
import { labelsOfPods, podsWith } from '../../references/selection.ts';
import type { Selector } from '../../references/selectors.ts';
import { labelSelector, plainSelector } from '../../references/selectors.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { extentOf } from '../symbols.ts';
import type { FindLinked, Spot } from './linked.ts';
import { keySpot, moved, nameSpot, within } from './linked.ts';

/** A selector: it leads to the workloads whose pods it selects, that of a workload to the labels of its own pods. */
export const selectorAt: FindLinked = ({ workspace }, slot, at) => {
  const { resource } = slot;
  const found = selectorOf(resource);
  const field = found?.field ?? resource.root.at('spec', 'selector');
  if (!field.isMap || !within(extentOf(field), at)) return undefined;
  const labels = podTemplate(resource)?.metadata.at('labels');
  const pods = found ? podsWith(workspace, slot, found.selector) : [];
  const declarations = [
    ...pods.map((pod) => nameSpot(pod, pod.resource.root.at('metadata', 'name'), pod.resource.root)),
    ...(!found && labels?.exists ? [keySpot(slot, labels)] : []),
  ];
  if (declarations.length === 0) return undefined;
  const [only] = pods;
  return {
    origin: moved(extentOf(field), slot.start),
    declarations: () => declarations,
    uses: () => (only && pods.length === 1 ? selectorsFor(workspace, only) : []),
  };
};

const SELECTING = ['Service', 'NetworkPolicy', 'PodDisruptionBudget', 'PodMonitor'];

/** The selectors of other objects that select the pods of a workload. */
export function selectorsFor(workspace: Workspace, pod: Slot): Spot[] {
  const labels = labelsOfPods(pod.resource);
  if (labels.size === 0) return [];
  return workspace
    .together(pod, SELECTING, ({ resource }) => selectorOf(resource)?.selector.matches(labels) ?? false)
    .flatMap((slot) => {
      const found = selectorOf(slot.resource);
      return found ? [keySpot(slot, found.field)] : [];
    });
}

/** What an object selects pods by; `undefined` for those that select none or all. */
function selectorOf(resource: Resource): { field: Field; selector: Selector } | undefined {
  const spec = resource.root.at('spec');
  const field = spec.at(isNetworkPolicy(resource) ? 'podSelector' : 'selector');
  const selects = isNetworkPolicy(resource) || isBudget(resource) || resource.kind === 'PodMonitor';
  const selector = isService(resource) ? plainSelector(field) : selects ? labelSelector(field) : undefined;
  return selector && !selector.isEmpty ? { field, selector } : undefined;
}
