/**
 * What the engine knows of a kind without its schema.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/
 */
export interface KindFacts {
  readonly kind: string;
  /** API groups that serve it; '' is the core group. */
  readonly groups: readonly string[];
  /** Where its pod spec lies, if it holds one. */
  readonly podSpec?: readonly string[];
  /** Its pods run until they are stopped; Jobs end by themselves. */
  readonly longRunning?: boolean;
  readonly clusterScoped?: boolean;
}

const TEMPLATE = ['spec', 'template', 'spec'];
const APPS = ['apps', 'extensions'];

export const KINDS: readonly KindFacts[] = [
  { kind: 'Pod', groups: [''], podSpec: ['spec'], longRunning: true },
  { kind: 'PodTemplate', groups: [''], podSpec: ['template', 'spec'], longRunning: true },
  { kind: 'ReplicationController', groups: [''], podSpec: TEMPLATE, longRunning: true },
  { kind: 'Deployment', groups: APPS, podSpec: TEMPLATE, longRunning: true },
  { kind: 'ReplicaSet', groups: APPS, podSpec: TEMPLATE, longRunning: true },
  { kind: 'DaemonSet', groups: APPS, podSpec: TEMPLATE, longRunning: true },
  { kind: 'StatefulSet', groups: ['apps'], podSpec: TEMPLATE, longRunning: true },
  { kind: 'Job', groups: ['batch'], podSpec: TEMPLATE },
  { kind: 'CronJob', groups: ['batch'], podSpec: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] },
  // Not Kubernetes' own, but in wide use and of the same shape.
  { kind: 'DeploymentConfig', groups: ['apps.openshift.io'], podSpec: TEMPLATE, longRunning: true },
  { kind: 'Rollout', groups: ['argoproj.io'], podSpec: TEMPLATE, longRunning: true },
  { kind: 'Namespace', groups: [''], clusterScoped: true },
  { kind: 'Node', groups: [''], clusterScoped: true },
  { kind: 'PersistentVolume', groups: [''], clusterScoped: true },
  { kind: 'ClusterRole', groups: ['rbac.authorization.k8s.io'], clusterScoped: true },
  { kind: 'ClusterRoleBinding', groups: ['rbac.authorization.k8s.io'], clusterScoped: true },
  { kind: 'CustomResourceDefinition', groups: ['apiextensions.k8s.io'], clusterScoped: true },
  { kind: 'StorageClass', groups: ['storage.k8s.io'], clusterScoped: true },
  { kind: 'IngressClass', groups: ['networking.k8s.io'], clusterScoped: true },
  { kind: 'PriorityClass', groups: ['scheduling.k8s.io'], clusterScoped: true },
];

const BY_KIND = new Map<string, KindFacts[]>();
for (const facts of KINDS) BY_KIND.set(facts.kind, [...(BY_KIND.get(facts.kind) ?? []), facts]);

/** Facts of a kind in an API group, if any are known. */
export function kindFacts(group: string, kind: string): KindFacts | undefined {
  return BY_KIND.get(kind)?.find((facts) => facts.groups.includes(group));
}
