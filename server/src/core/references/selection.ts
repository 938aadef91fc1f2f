import { podLabels, podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derived, derivedLists } from '../workspace/derived.ts';
import type { KeptLists } from '../workspace/kept.ts';
import { sameItems, sameMembers } from '../workspace/kept.ts';
import { transformsOf } from './kustomized.ts';
import { isService, POD_KINDS } from './objects.ts';
import type { Labels, Selector } from './selectors.ts';
import { plainSelector } from './selectors.ts';

/** The workloads whose pods a Service selects. None for a Service without a selector and for ExternalName. */
export function podsOf(workspace: Workspace, service: Slot): Slot[] {
  const selector = serviceSelector(service.resource);
  return selector ? podsWith(workspace, service, selector) : [];
}

/** The workloads that are deployed together with an object and whose pods a selector selects. */
export function podsWith(workspace: Workspace, slot: Slot, selector: Selector): Slot[] {
  return workspace.nearest(slot, candidates(workspace, selector), ({ resource }) =>
    selector.matches(labelsOfPods(resource)),
  );
}

/** The same in other namespaces, or in any: whether there are such pods at all. */
export function somePodWith(
  workspace: Workspace,
  slot: Slot,
  selector: Selector,
  inNamespace: (namespace: string | undefined) => boolean = () => true,
): Slot | undefined {
  for (const pod of candidates(workspace, selector)) {
    const { resource } = pod;
    if (
      inNamespace(resource.namespace) &&
      selector.matches(labelsOfPods(resource)) &&
      workspace.reaches(slot, pod)
    )
      return pod;
  }
  return undefined;
}

/** Whether pods of any workload carry a label with this key. */
export function isPodLabel(workspace: Workspace, key: string): boolean {
  return podLabelKeys(workspace).has(key);
}

/**
 * What can be told of a selector from manifests alone: labels that controllers or Kustomize add are left out
 * (https://kubernetes.io/docs/reference/labels-annotations-taints/).
 */
export function knowable(workspace: Workspace, slot: Slot, selector: Selector): Selector {
  const { labels } = transformsOf(workspace, slot.uri);
  return selector.without((key) => ADDED.test(key) || labels.has(key));
}

/** Labels that pods get while they are made or run. */
const ADDED =
  /^(?:(?:statefulset|apps|batch|topology)\.kubernetes\.io\/.*|pod-template-hash|rollouts-pod-template-hash|controller-revision-hash|pod-template-generation|job-name|controller-uid|(?:security|service)\.istio\.io\/.*|role|spilo-role)$/;

function candidates(workspace: Workspace, selector: Selector): readonly Slot[] {
  const pods = podsByLabel(workspace);
  return selector.equal.size > 0 ? pods.get(rarest(selector, pods)) : allPods(workspace);
}

/** The Services that select the pods of a workload. */
export function servicesOf(workspace: Workspace, pod: Slot): Slot[] {
  const own = labelsOfPods(pod.resource);
  const services = servicesByLabel(workspace);
  const found = [...own].flatMap(([key, value]) => services.get(`${key}=${value}`));
  return workspace.nearest(pod, found, ({ resource }) => serviceSelector(resource)?.matches(own) ?? false);
}

/** What a Service selects by; `undefined` where it selects nothing by itself. */
export function serviceSelector(service: Resource): Selector | undefined {
  let selector = selectors.get(service);
  if (selector === undefined) {
    const spec = service.root.at('spec');
    selector =
      (spec.at('type').value === 'ExternalName' ? undefined : plainSelector(spec.at('selector'))) ?? null;
    selectors.set(service, selector);
  }
  return selector ?? undefined;
}

const selectors = new WeakMap<Resource, Selector | null>();
const labelsByResource = new WeakMap<Resource, Labels>();

/** The labels of a workload's pods; computed once per object. */
export function labelsOfPods(resource: Resource): Labels {
  let known = labelsByResource.get(resource);
  if (!known) {
    const template = podTemplate(resource);
    known = template ? podLabels(template) : NO_LABELS;
    labelsByResource.set(resource, known);
  }
  return known;
}

const NO_LABELS: Labels = new Map();

const allPods = derived(
  (workspace) =>
    POD_KINDS.flatMap((kind) => workspace.ofKind(kind)).filter(({ resource }) => podTemplate(resource)),
  sameItems,
);

const podLabelKeys = derived(
  (workspace) => new Set(allPods(workspace).flatMap(({ resource }) => [...labelsOfPods(resource).keys()])),
  sameMembers,
);

/** Workloads by every label of their pods. */
const podsByLabel = derivedLists((workspace) => {
  const pods = new Map<string, Slot[]>();
  for (const slot of allPods(workspace))
    for (const [key, value] of labelsOfPods(slot.resource)) push(pods, `${key}=${value}`, slot);
  return pods;
});

/** Services by the label of their selector that the fewest pods carry. */
const servicesByLabel = derivedLists((workspace) => {
  const services = new Map<string, Slot[]>();
  const pods = podsByLabel(workspace);
  for (const slot of workspace.ofKind('Service')) {
    const selector = isService(slot.resource) ? serviceSelector(slot.resource) : undefined;
    if (selector) push(services, rarest(selector, pods), slot);
  }
  return services;
});

/** The label of a selector that the fewest carry. */
export function rarest(selector: Selector, carriers: KeptLists<string, Slot>): string {
  let best = '';
  let fewest = Infinity;
  for (const [key, value] of selector.equal) {
    const pair = `${key}=${value}`;
    const count = carriers.count(pair);
    if (count < fewest) [best, fewest] = [pair, count];
  }
  return best;
}

function push(map: Map<string, Slot[]>, key: string, slot: Slot): void {
  const known = map.get(key);
  if (known) known.push(slot);
  else map.set(key, [slot]);
}
