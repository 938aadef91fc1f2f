import { podLabels, podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { perRevision } from './memo.ts';
import { isService, POD_KINDS } from './objects.ts';
import type { Labels, Selector } from './selectors.ts';
import { plainSelector } from './selectors.ts';

/** The workloads whose pods a Service selects. None for a Service without a selector and for ExternalName. */
export function podsOf(workspace: Workspace, service: Slot): Slot[] {
  const selector = serviceSelector(service.resource);
  if (!selector) return [];
  const { pods } = index(workspace);
  return workspace.nearest(service, pods.get(rarest(selector, pods)) ?? [], ({ resource }) =>
    selector.matches(labelsOfPods(resource)),
  );
}

/** The Services that select the pods of a workload. */
export function servicesOf(workspace: Workspace, pod: Slot): Slot[] {
  const own = labelsOfPods(pod.resource);
  const { services } = index(workspace);
  const candidates = [...own].flatMap(([key, value]) => services.get(`${key}=${value}`) ?? []);
  return workspace.nearest(
    pod,
    candidates,
    ({ resource }) => serviceSelector(resource)?.matches(own) ?? false,
  );
}

/** What a Service selects by; `undefined` where it selects nothing by itself. */
function serviceSelector(service: Resource): Selector | undefined {
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

/** Workloads by every label of their pods, Services by the label of their selector that the fewest pods carry. */
const index = perRevision((workspace) => {
  const pods = new Map<string, Slot[]>();
  for (const kind of POD_KINDS) {
    for (const slot of workspace.ofKind(kind)) {
      for (const [key, value] of labelsOfPods(slot.resource)) push(pods, `${key}=${value}`, slot);
    }
  }
  const services = new Map<string, Slot[]>();
  for (const slot of workspace.ofKind('Service')) {
    const selector = isService(slot.resource) ? serviceSelector(slot.resource) : undefined;
    if (selector) push(services, rarest(selector, pods), slot);
  }
  return { pods, services };
});

function rarest(selector: Selector, pods: ReadonlyMap<string, readonly Slot[]>): string {
  let best = '';
  let fewest = Infinity;
  for (const [key, value] of selector.equal) {
    const pair = `${key}=${value}`;
    const count = pods.get(pair)?.length ?? 0;
    if (count < fewest) [best, fewest] = [pair, count];
  }
  return best;
}

function push(map: Map<string, Slot[]>, key: string, slot: Slot): void {
  const known = map.get(key);
  if (known) known.push(slot);
  else map.set(key, [slot]);
}
