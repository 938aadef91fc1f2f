import { addItem } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { podLabels } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { perObject } from '../../references/memo.ts';
import { podPorts } from '../../references/ports.ts';
import { labelSelector } from '../../references/selectors.ts';
import type { Fix } from '../check.ts';

/** Whether a pod asks to be kept apart from others of its kind, by constraints or by anti-affinity. */
export const isSpread = perObject((pod: PodTemplate, namespace: string | undefined): boolean => {
  const labels = podLabels(pod);
  const isForOwn = (term: Field): boolean => {
    const selector = term.at('labelSelector');
    // Without a selector it does nothing, and warn-tsc-null-selector says so.
    return !selector.exists || (labelSelector(selector)?.matches(labels) ?? true);
  };
  if (pod.spec.at('topologySpreadConstraints').items().some(isForOwn)) return true;
  return antiAffinityTerms(pod.spec).some((term) => isForOwn(term) && isForNamespace(term, namespace));
});

function antiAffinityTerms(spec: Field): Field[] {
  const affinity = spec.at('affinity', 'podAntiAffinity');
  return [
    ...affinity.at('requiredDuringSchedulingIgnoredDuringExecution').items(),
    ...affinity
      .at('preferredDuringSchedulingIgnoredDuringExecution')
      .items()
      .map((item) => item.at('podAffinityTerm')),
  ];
}

/** A term without namespaces is about the pod's own. */
function isForNamespace(term: Field, namespace: string | undefined): boolean {
  const names = term.at('namespaces').items();
  if (namespace === undefined || names.length === 0 || term.at('namespaceSelector').exists) return true;
  return names.some((name) => name.written === namespace);
}

/** Whether the pod takes a port of its node, so that no two of its kind fit on one. */
export function takesNodePort(pod: PodTemplate): boolean {
  if (pod.spec.at('hostNetwork').value === true) return true;
  return podPorts(pod).some(({ field }) => Boolean(field.at('hostPort').value));
}

/** A fix that asks the scheduler to spread the pods of a workload; none where they have no labels to tell them by. */
export function spreadFix(resource: Resource, pod: PodTemplate, topologyKey: string): Fix[] {
  const matchLabels = ownLabels(resource, pod);
  if (Object.keys(matchLabels).length === 0) return [];
  const constraint = {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
  };
  const where = topologyKey.endsWith('zone') ? 'zones' : 'nodes';
  const edits = (): ReturnType<typeof addItem> =>
    addItem(pod.spec.at('topologySpreadConstraints'), constraint);
  return [{ title: `Spread the pods over the ${where}`, safe: false, edits }];
}

/** The labels by which a workload knows its pods: those of its selector, else all. */
function ownLabels({ root }: Resource, pod: PodTemplate): Record<string, string> {
  const labels = podLabels(pod);
  const selector = root.at('spec', 'selector');
  const wanted = selector.at('matchLabels').exists ? selector.at('matchLabels') : selector;
  const selected = [...labels].filter(([key]) => wanted.at(key).exists);
  return Object.fromEntries(selected.length > 0 ? selected : labels);
}
