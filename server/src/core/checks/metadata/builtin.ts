import type { Resource } from '../../manifest/resource.ts';

/** What the API server asks of the name of an object. */
export type NameRule = 'subdomain' | 'label' | 'dns1035' | 'segment' | 'key';

interface GroupKinds {
  readonly namespaced?: readonly string[];
  readonly cluster?: readonly string[];
  /** Kinds whose names are no DNS subdomains. */
  readonly names?: Readonly<Record<string, NameRule>>;
}

/**
 * The kinds of Kubernetes' own API groups that are stored, and so have names
 * (https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/).
 */
const GROUPS: Readonly<Record<string, GroupKinds>> = {
  '': {
    namespaced: [
      'ConfigMap',
      'Endpoints',
      'Event',
      'LimitRange',
      'PersistentVolumeClaim',
      'Pod',
      'PodTemplate',
      'ReplicationController',
      'ResourceQuota',
      'Secret',
      'Service',
      'ServiceAccount',
    ],
    cluster: ['Namespace', 'Node', 'PersistentVolume'],
    names: { Event: 'segment', Namespace: 'label', Service: 'dns1035' },
  },
  'admissionregistration.k8s.io': {
    cluster: [
      'MutatingAdmissionPolicy',
      'MutatingAdmissionPolicyBinding',
      'MutatingWebhookConfiguration',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
      'ValidatingWebhookConfiguration',
    ],
  },
  'apiextensions.k8s.io': {
    cluster: ['CustomResourceDefinition'],
    names: { CustomResourceDefinition: 'segment' }, // api-crd-name asks for more
  },
  'apiregistration.k8s.io': { cluster: ['APIService'], names: { APIService: 'segment' } },
  apps: {
    namespaced: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
    names: { StatefulSet: 'label' },
  },
  autoscaling: { namespaced: ['HorizontalPodAutoscaler'] },
  batch: { namespaced: ['CronJob', 'Job'] },
  'certificates.k8s.io': {
    cluster: ['CertificateSigningRequest'],
    names: { CertificateSigningRequest: 'segment' },
  },
  'coordination.k8s.io': { namespaced: ['Lease', 'LeaseCandidate'], names: { LeaseCandidate: 'key' } },
  'discovery.k8s.io': { namespaced: ['EndpointSlice'] },
  'events.k8s.io': { namespaced: ['Event'], names: { Event: 'segment' } },
  'flowcontrol.apiserver.k8s.io': { cluster: ['FlowSchema', 'PriorityLevelConfiguration'] },
  'networking.k8s.io': {
    namespaced: ['Ingress', 'NetworkPolicy'],
    cluster: ['IPAddress', 'IngressClass', 'ServiceCIDR'],
    names: { IPAddress: 'segment' },
  },
  'node.k8s.io': { cluster: ['RuntimeClass'] },
  policy: { namespaced: ['PodDisruptionBudget'], names: { PodDisruptionBudget: 'segment' } },
  'rbac.authorization.k8s.io': {
    namespaced: ['Role', 'RoleBinding'],
    cluster: ['ClusterRole', 'ClusterRoleBinding'],
    names: { Role: 'segment', RoleBinding: 'segment', ClusterRole: 'segment', ClusterRoleBinding: 'segment' },
  },
  'resource.k8s.io': {
    namespaced: ['ResourceClaim', 'ResourceClaimTemplate'],
    cluster: ['DeviceClass', 'DeviceTaintRule', 'ResourcePoolStatusRequest', 'ResourceSlice'],
  },
  'scheduling.k8s.io': { cluster: ['PriorityClass'] },
  'storage.k8s.io': {
    namespaced: ['CSIStorageCapacity'],
    cluster: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
  },
};

/** What is known of a kind that Kubernetes itself stores; `undefined` for all others. */
export function builtin({
  group,
  kind,
}: Resource): { readonly clusterScoped: boolean; readonly name: NameRule } | undefined {
  const kinds = Object.hasOwn(GROUPS, group) ? GROUPS[group] : undefined;
  const clusterScoped = kinds?.cluster?.includes(kind) ?? false;
  if (!kinds || !(clusterScoped || kinds.namespaced?.includes(kind))) return undefined;
  return { clusterScoped, name: kinds.names?.[kind] ?? 'subdomain' };
}

/** Whether objects of a kind lie in namespaces; `false` also where this is not known. */
export function isNamespaced(resource: Resource): boolean {
  const { facts } = resource;
  return (facts?.podSpec !== undefined && !facts.clusterScoped) || builtin(resource)?.clusterScoped === false;
}
