import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';

/** Whether an object is of `apps/v1`, and one of these kinds if any are named. Before v1 other defaults held. */
export function isApps({ apiVersion, kind }: Resource, ...kinds: readonly string[]): boolean {
  return apiVersion === 'apps/v1' && (kinds.length === 0 || kinds.includes(kind));
}

/** Whether an object keeps its pods running: their `restartPolicy` is `Always`, and they have no deadline. */
export function keepsRunning(resource: Resource): boolean {
  return (
    isApps(resource, 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet') ||
    (resource.group === '' && resource.kind === 'ReplicationController')
  );
}

/** The spec of a Job, or of those that a CronJob makes; `undefined` for other kinds. */
export function jobSpec({ group, kind, root }: Resource): Field | undefined {
  if (group !== 'batch') return undefined;
  if (kind === 'Job') return root.at('spec');
  return kind === 'CronJob' ? root.at('spec', 'jobTemplate', 'spec') : undefined;
}

/** The strategy of a workload if it is the rolling one, which is what an absent type means. */
export function rollingUpdate({ kind, root }: Resource): Field | undefined {
  const strategy = root.at('spec', kind === 'Deployment' ? 'strategy' : 'updateStrategy');
  return (strategy.at('type').value ?? 'RollingUpdate') === 'RollingUpdate'
    ? strategy.at('rollingUpdate')
    : undefined;
}

/** Whether the pods of an object run until they are stopped. Those of Jobs end by themselves, as does a Pod that is not restarted. */
export function isLongRunning({ facts }: Resource, pod: PodTemplate | undefined): boolean {
  if (!pod || facts?.longRunning !== true) return false;
  const policy = pod.spec.at('restartPolicy');
  return !policy.exists || policy.value === 'Always';
}
