import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** A term that selects nodes, and whether the values of labels in it have to be valid. */
export interface NodeTerm {
  readonly field: Field;
  readonly strict: boolean;
}

/** The lists of terms of which nodes have to meet one: of a pod, and of a PersistentVolume. */
export function requiredTerms({ group, kind, root }: Resource, pod: PodTemplate | undefined): Field[] {
  const volume =
    group === '' && kind === 'PersistentVolume' ? [root.at('spec', 'nodeAffinity', 'required')] : [];
  const own = pod ? [pod.spec.at('affinity', 'nodeAffinity', REQUIRED)] : [];
  return [...volume, ...own].map((selector) => selector.at('nodeSelectorTerms'));
}

/** All terms that select nodes. */
export function nodeTerms(resource: Resource, pod: PodTemplate | undefined): NodeTerm[] {
  const required = requiredTerms(resource, pod).flatMap((terms) => terms.items());
  const preferred = pod ? preferredNodeTerms(pod) : [];
  return [
    ...required.map((field) => ({ field, strict: true })),
    ...preferred.map((term) => ({ field: term.at('preference'), strict: false })),
  ];
}

function preferredNodeTerms({ spec }: PodTemplate): Field[] {
  return spec.at('affinity', 'nodeAffinity', PREFERRED).items();
}

/** The preferences of a pod, which have weights: for nodes, and for and against neighbours. */
export function weightedTerms(pod: PodTemplate): Field[] {
  const neighbours = affinities(pod).flatMap((affinity) => affinity.at(PREFERRED).items());
  return [...preferredNodeTerms(pod), ...neighbours];
}

/** What a pod asks of its neighbours, required or preferred. */
export function podAffinityTerms(pod: PodTemplate): Field[] {
  return affinities(pod).flatMap((affinity) => [
    ...affinity.at(REQUIRED).items(),
    ...affinity
      .at(PREFERRED)
      .items()
      .map((term) => term.at('podAffinityTerm')),
  ]);
}

function affinities({ spec }: PodTemplate): Field[] {
  return ['podAffinity', 'podAntiAffinity'].map((key) => spec.at('affinity', key));
}
