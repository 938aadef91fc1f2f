import { podTemplate } from './pods.ts';
import type { Resource } from './resource.ts';

/**
 * Whether an object makes pods and has all that this takes, so that it is no patch: what its kind asks for besides the pods, and
 * containers that all have an image (https://kubernetes.io/docs/concepts/workloads/controllers/).
 */
export function isWholeWorkload(resource: Resource): boolean {
  const containers = podTemplate(resource)?.containers.filter(({ role }) => role !== 'ephemeral') ?? [];
  const spec = resource.root.at('spec');
  return (
    resource.name !== undefined &&
    containers.some(({ role }) => role === 'app') &&
    containers.every(({ field }) => field.at('image').exists) &&
    (NEEDED[resource.kind] ?? []).every((path) => spec.at(...path).exists)
  );
}

const NEEDED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Deployment: [['selector']],
  ReplicaSet: [['selector']],
  DaemonSet: [['selector']],
  StatefulSet: [['selector']],
  Job: [['template', 'spec', 'restartPolicy']],
  CronJob: [['schedule'], ['jobTemplate', 'spec', 'template', 'spec', 'restartPolicy']],
};
