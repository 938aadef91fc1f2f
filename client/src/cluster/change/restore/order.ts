import type { Target } from '../metadata.ts';

/** What others need comes first: places, kinds, accounts and rights, what Pods mount, addresses, then what runs, then what leads there. */
const ORDER: readonly (readonly string[])[] = [
  ['Namespace'],
  ['CustomResourceDefinition'],
  ['PriorityClass', 'StorageClass', 'RuntimeClass', 'IngressClass', 'GatewayClass'],
  ['ResourceQuota', 'LimitRange'],
  ['ServiceAccount'],
  ['ClusterRole', 'Role'],
  ['ClusterRoleBinding', 'RoleBinding'],
  ['Secret', 'ConfigMap'],
  ['PersistentVolume'],
  ['PersistentVolumeClaim'],
  ['NetworkPolicy'],
  ['Service'],
  ['Pod', 'ReplicaSet', 'ReplicationController', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
  ['HorizontalPodAutoscaler', 'PodDisruptionBudget'],
];

/** Objects in the order in which they are brought back; kinds that nobody knows come last but for what leads to Services. */
export function inOrder(objects: readonly Target[]): readonly Target[] {
  return objects.toSorted((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path, 'en'));
}

function rank({ type }: Target): number {
  const known = ORDER.findIndex((kinds) => kinds.includes(type.kind));
  if (known >= 0) return known;
  const leads = type.kind === 'Ingress' || type.kind.endsWith('Route');
  return (
    ORDER.length + (leads ? 1 : /WebhookConfiguration$|^ValidatingAdmissionPolicy/.test(type.kind) ? 2 : 0)
  );
}
