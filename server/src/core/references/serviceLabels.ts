import { labelsOf } from '../manifest/pods.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derived, derivedLists } from '../workspace/derived.ts';
import { sameItems } from '../workspace/kept.ts';
import { isService } from './objects.ts';
import { rarest } from './selection.ts';
import type { Selector } from './selectors.ts';

/** A Service in reach that carries the labels itself, in one of the namespaces that count. */
export function serviceWithLabels(
  workspace: Workspace,
  slot: Slot,
  selector: Selector,
  inNamespace: (namespace: string | undefined) => boolean,
): Slot | undefined {
  const byLabel = servicesByLabel(workspace);
  const candidates =
    selector.equal.size > 0 ? byLabel.get(rarest(selector, byLabel)) : allServices(workspace);
  return candidates.find(
    (service) =>
      inNamespace(service.resource.namespace) &&
      selector.matches(labelsOf(service.resource.root.at('metadata'))) &&
      workspace.reaches(slot, service),
  );
}

const allServices = derived(
  (workspace) => workspace.ofKind('Service').filter(({ resource }) => isService(resource)),
  sameItems,
);

const servicesByLabel = derivedLists((workspace) => {
  const byLabel = new Map<string, Slot[]>();
  for (const slot of allServices(workspace)) {
    for (const [key, value] of labelsOf(slot.resource.root.at('metadata'))) {
      const pair = `${key}=${value}`;
      const known = byLabel.get(pair);
      if (known) known.push(slot);
      else byLabel.set(pair, [slot]);
    }
  }
  return byLabel;
});
