import type { Field } from '../manifest/field.ts';
import { podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import { belongTogether } from '../references/belonging.ts';
import { inReach, keptBeside } from '../references/beside.ts';
import { mayBeElsewhere, mayMakePods } from '../references/makers.ts';
import { POD_KINDS, titleOf } from '../references/objects.ts';
import { LABELS, mayBePatched } from '../references/patched.ts';
import { isPodLabel, knowable, labelsOfPods, podsWith, somePodWith } from '../references/selection.ts';
import type { Selector } from '../references/selectors.ts';
import type { Slot, Workspace } from '../workspace.ts';
import type { WorkspaceContext } from './check.ts';
import { isFilledIn } from '../syntax/names.ts';
import type { Labelled } from './nearLabels.ts';
import { nearLabels } from './nearLabels.ts';

/** A selector of pods in the namespace of the object that holds it. */
export interface PodSelector {
  readonly selector: Selector;
  /** Where it is written. */
  readonly field: Field;
  /** Where its plain pairs of key and value are written. */
  readonly pairs: Field;
  /** The namespaces in which it selects, where it is not that of the object. Pods of others may be there, too. */
  readonly inNamespace?: (namespace: string | undefined) => boolean;
}

/** All that are pods or make them, kept with an object. */
export const podsBeside = keptBeside(POD_KINDS, (resource) => podTemplate(resource) !== undefined);

type Context = Pick<WorkspaceContext, 'workspace' | 'slot' | 'environment' | 'report'>;

/**
 * Reports a selector that selects none of the pods that are kept with its object. Pods are kept with it if there are any at
 * all, in its Kustomize roots or its folder and those below, and nothing says that others may come from elsewhere.
 */
export function checkPodSelector(
  context: Context,
  { selector, field, pairs, inNamespace }: PodSelector,
): void {
  const { workspace, slot, environment, report } = context;
  const known = knowable(workspace, slot, selector);
  if (known.isEmpty || environment.partial) return;
  const found = inNamespace
    ? somePodWith(workspace, slot, known, inNamespace)
    : podsWith(workspace, slot, known)[0];
  if (found || isUnknowable(workspace, slot, known)) return;
  const elsewhere = inNamespace ? undefined : otherNamespace(workspace, slot, known);
  if (elsewhere) {
    reportNamespace(context, field, elsewhere);
    return;
  }
  const fits = inNamespace && ((other: Resource): boolean => inNamespace(other.namespace));
  const pods = inReach(workspace, slot, podsBeside(workspace, slot), fits);
  const whole = pods.filter((pod) => !workspace.isPartial(pod));
  const near = nearLabels(pairs, known, whole, PODS);
  const isMeant =
    near?.isSlip || (!inNamespace && (near?.othersFit || belongTogether(workspace, slot, pods)));
  if (!isMeant) return;
  const message = `no pods among these manifests have ${describe(known)}: ${near?.hint ?? 'correct the selector, or the labels of the pods'}`;
  const entries = pairs.entries();
  const at = near?.entry ?? (entries.length === 1 && known.keys.length === 1 ? entries[0] : undefined);
  report(
    at ?? field,
    message,
    at ? { fixes: near?.fixes ?? [], related: near?.related ?? [] } : { onKey: true },
  );
}

function reportNamespace({ report }: Context, field: Field, pod: Slot): void {
  const { namespace, root } = pod.resource;
  const message = `the pods with these labels are in namespace "${namespace}": a selector is for its own namespace`;
  const place = { field: root.at('metadata', 'namespace'), message: titleOf(pod.resource), origin: pod };
  report(field, message, { onKey: true, related: [place] });
}

/** `app=web and tier=front`, for messages. */
export function describe(selector: Selector): string {
  const pairs = [...selector.equal].map((pair) => pair.join('='));
  return pairs.length === 0 || pairs.length < selector.keys.length ? 'these labels' : pairs.join(' and ');
}

/** Whether pods may come from elsewhere, or their labels may be others than their manifests say. */
export function isUnknowable(workspace: Workspace, slot: Slot, selector: Selector): boolean {
  return (
    // The pods of the control plane have no manifests here.
    slot.resource.namespace?.startsWith('kube-') === true ||
    mayBeElsewhere(workspace, slot) ||
    mayBePatched(workspace, slot.uri, LABELS) ||
    selector.keys.some((key) => isForeign(key) && !isPodLabel(workspace, key)) ||
    [...selector.equal].some(
      ([key, value]) => isFilledIn(key) || isFilledIn(value) || mayMakePods(workspace, key, value),
    )
  );
}

/** A label with a domain that is not Kubernetes' own: where no pod here has it, an operator may add it. */
function isForeign(key: string): boolean {
  return key.includes('/') && !/(?:^|\.)(?:kubernetes|k8s)\.io\//.test(key);
}

function otherNamespace(workspace: Workspace, slot: Slot, selector: Selector): Slot | undefined {
  const { namespace } = slot.resource;
  if (namespace === undefined || selector.equal.size === 0 || workspace.rootsOf(slot.uri).size > 0)
    return undefined;
  return somePodWith(workspace, slot, selector, (other) => other !== undefined && other !== namespace);
}

/** Pods, of which those labels are held fast by which their own workload finds them. */
const PODS: Labelled = {
  title: ({ resource }) => `the pods of ${titleOf(resource)}`,
  plural: true,
  labels: ({ resource }) => labelsOfPods(resource),
  field: ({ resource }) => (podTemplate(resource)?.metadata ?? resource.root).at('labels'),
  isFixed: ({ resource }, key) => {
    const selector = resource.root.at('spec', 'selector');
    return selector.at('matchLabels', key).exists || selector.at(key).exists;
  },
};
