import type { ResourceType } from '../resources/discovery.ts';

/** A kind whose objects manifests name. */
export interface NamedKind extends Pick<ResourceType, 'group' | 'version' | 'resource' | 'namespaced'> {
  /** Manifests name the keys of its data, too. */
  readonly hasKeys?: boolean;
}

const core = (resource: string, namespaced: boolean): NamedKind => ({
  group: '',
  version: 'v1',
  resource,
  namespaced,
});
const inGroup = (group: string, resource: string, namespaced: boolean): NamedKind => ({
  group,
  version: 'v1',
  resource,
  namespaced,
});

/** The kinds of which names are read, and no others. */
export const NAMED_KINDS: Readonly<Record<string, NamedKind>> = {
  Namespace: core('namespaces', false),
  ConfigMap: { ...core('configmaps', true), hasKeys: true },
  Secret: { ...core('secrets', true), hasKeys: true },
  Service: core('services', true),
  ServiceAccount: core('serviceaccounts', true),
  PersistentVolume: core('persistentvolumes', false),
  PersistentVolumeClaim: core('persistentvolumeclaims', true),
  Deployment: inGroup('apps', 'deployments', true),
  ReplicaSet: inGroup('apps', 'replicasets', true),
  StatefulSet: inGroup('apps', 'statefulsets', true),
  StorageClass: inGroup('storage.k8s.io', 'storageclasses', false),
  IngressClass: inGroup('networking.k8s.io', 'ingressclasses', false),
  PriorityClass: inGroup('scheduling.k8s.io', 'priorityclasses', false),
  RuntimeClass: inGroup('node.k8s.io', 'runtimeclasses', false),
  Role: inGroup('rbac.authorization.k8s.io', 'roles', true),
  ClusterRole: inGroup('rbac.authorization.k8s.io', 'clusterroles', false),
};

/** Kinds whose tables show images. */
export const WORKLOADS: readonly NamedKind[] = [
  inGroup('apps', 'deployments', true),
  inGroup('apps', 'statefulsets', true),
  inGroup('apps', 'daemonsets', true),
  inGroup('batch', 'cronjobs', true),
];
