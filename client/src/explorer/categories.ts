import type { ResourceType } from '../cluster/resources/discovery.ts';

export type CategoryName = 'Workloads' | 'Network' | 'Config' | 'Storage' | 'Access' | 'Cluster' | 'Custom';

/** In the order of the tree. */
export const CATEGORIES: readonly { readonly name: CategoryName; readonly icon: string }[] = [
  { name: 'Workloads', icon: 'server-process' },
  { name: 'Network', icon: 'globe' },
  { name: 'Config', icon: 'settings' },
  { name: 'Storage', icon: 'database' },
  { name: 'Access', icon: 'key' },
  { name: 'Cluster', icon: 'server' },
  { name: 'Custom', icon: 'extensions' },
];

const OF_GROUP: Readonly<Record<string, CategoryName>> = {
  apps: 'Workloads',
  batch: 'Workloads',
  autoscaling: 'Workloads',
  policy: 'Workloads',
  'networking.k8s.io': 'Network',
  'discovery.k8s.io': 'Network',
  'gateway.networking.k8s.io': 'Network',
  'storage.k8s.io': 'Storage',
  'rbac.authorization.k8s.io': 'Access',
  'certificates.k8s.io': 'Access',
};
const OF_CORE: Readonly<Record<string, CategoryName>> = {
  Pod: 'Workloads',
  ReplicationController: 'Workloads',
  PodTemplate: 'Workloads',
  Service: 'Network',
  Endpoints: 'Network',
  PersistentVolume: 'Storage',
  PersistentVolumeClaim: 'Storage',
  ServiceAccount: 'Access',
  Node: 'Cluster',
  Namespace: 'Cluster',
  ComponentStatus: 'Cluster',
};
/** Shown first in their category, in this order; the others follow by name. */
const FIRST = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
  'Service',
  'Ingress',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'ServiceAccount',
  'Node',
  'Namespace',
];

export function categoryOf({ group, kind }: ResourceType): CategoryName {
  if (group === '') return OF_CORE[kind] ?? 'Config';
  const known = OF_GROUP[group];
  if (known) return known;
  // Groups of Kubernetes itself end in .k8s.io or have no dot; other projects under k8s.io say so with an x- or a name of their own.
  return group.endsWith('.k8s.io') && !group.endsWith('.x-k8s.io') ? 'Cluster' : 'Custom';
}

/** The kinds of a place that can be listed, by category, the usual ones first. */
export function byCategory(
  types: readonly ResourceType[],
  namespaced: boolean,
): ReadonlyMap<CategoryName, readonly ResourceType[]> {
  const found = new Map<CategoryName, ResourceType[]>();
  for (const type of types) {
    if (type.namespaced !== namespaced || !type.verbs.includes('list') || isEventKind(type, types)) continue;
    const category = categoryOf(type);
    found.set(category, [...(found.get(category) ?? []), type]);
  }
  return new Map(
    [...found].map(([category, own]) => [
      category,
      own.toSorted((a, b) => rank(a) - rank(b) || a.kind.localeCompare(b.kind)),
    ]),
  );
}

/** Events have a row of their own. They are served in two groups, with the same objects in both. */
function isEventKind({ group, kind }: ResourceType, types: readonly ResourceType[]): boolean {
  return kind === 'Event' && (group === '' || (group === 'events.k8s.io' && types.some(isCoreEvent)));
}

function isCoreEvent({ group, kind }: ResourceType): boolean {
  return kind === 'Event' && group === '';
}

function rank({ kind }: ResourceType): number {
  const index = FIRST.indexOf(kind);
  return index < 0 ? FIRST.length : index;
}
