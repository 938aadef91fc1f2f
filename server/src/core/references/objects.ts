import { KINDS } from '../kinds/kinds.ts';
import type { Resource } from '../manifest/resource.ts';

/** A Service of Kubernetes itself, not Knative's. */
export function isService({ group, kind }: Resource): boolean {
  return kind === 'Service' && group === '';
}

export function isIngress({ group, kind }: Resource): boolean {
  return kind === 'Ingress' && (group === 'networking.k8s.io' || group === 'extensions');
}

export function isNetworkPolicy({ group, kind }: Resource): boolean {
  return kind === 'NetworkPolicy' && (group === 'networking.k8s.io' || group === 'extensions');
}

export function isBudget({ group, kind }: Resource): boolean {
  return kind === 'PodDisruptionBudget' && group === 'policy';
}

export function isAutoscaler({ group, kind }: Resource): boolean {
  return kind === 'HorizontalPodAutoscaler' && group === 'autoscaling';
}

/** Kinds that are pods or make them. */
export const POD_KINDS: readonly string[] = KINDS.filter(({ podSpec }) => podSpec).map(({ kind }) => kind);

/** `Deployment web`, for messages. */
export function titleOf({ kind, name }: Resource): string {
  return name ? `${kind} ${name}` : kind;
}
