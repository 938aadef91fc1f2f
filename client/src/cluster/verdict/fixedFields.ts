/** Fields of a kind that keep the value with which they were made. */
export interface FixedFields {
  /** '' for the core group. */
  readonly group: string;
  readonly kind: string;
  /** With everything below them; `[]` is any item of a list. */
  readonly fields: readonly string[];
  /** Below them, what may change all the same. */
  readonly except?: readonly string[];
  /** Fields that are fixed once the object says `immutable: true`. */
  readonly whenImmutable?: readonly string[];
}

const POD_SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

/**
 * What an update cannot change, in Kubernetes 1.36: the rules of the API server's validation
 * (https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/apis, `Validate…Update` of each kind), as the documentation has them, too:
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates,
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/, https://kubernetes.io/docs/concepts/workloads/controllers/job/,
 * https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement,
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example,
 * https://kubernetes.io/docs/concepts/configuration/secret/#secret-immutable.
 */
export const FIXED_FIELDS: readonly FixedFields[] = [
  { group: 'apps', kind: 'Deployment', fields: ['spec.selector'] },
  { group: 'apps', kind: 'ReplicaSet', fields: ['spec.selector'] },
  { group: 'apps', kind: 'DaemonSet', fields: ['spec.selector'] },
  {
    group: 'apps',
    kind: 'StatefulSet',
    fields: ['spec'],
    except: [
      'spec.replicas',
      'spec.ordinals',
      'spec.template',
      'spec.updateStrategy',
      'spec.revisionHistoryLimit',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.minReadySeconds',
      'spec.volumeClaimTemplates[].apiVersion',
      'spec.volumeClaimTemplates[].kind',
    ],
  },
  { group: 'apps', kind: 'ControllerRevision', fields: ['data'] },
  {
    group: 'batch',
    kind: 'Job',
    fields: [
      'spec.selector',
      'spec.template',
      'spec.completions',
      'spec.completionMode',
      'spec.podFailurePolicy',
      'spec.successPolicy',
      'spec.backoffLimitPerIndex',
      'spec.managedBy',
    ],
  },
  {
    group: '',
    kind: 'Pod',
    fields: ['spec'],
    except: [
      'spec.containers[].image',
      'spec.initContainers[].image',
      'spec.activeDeadlineSeconds',
      'spec.tolerations',
      'spec.terminationGracePeriodSeconds',
      'spec.schedulingGates',
      'spec.nodeSelector',
      'spec.affinity',
      'spec.serviceAccount', // read where `serviceAccountName` is missing only
    ],
  },
  { group: '', kind: 'Service', fields: ['spec.clusterIP', 'spec.clusterIPs', 'spec.loadBalancerClass'] },
  {
    group: '',
    kind: 'PersistentVolumeClaim',
    fields: ['spec'],
    except: ['spec.resources', 'spec.volumeAttributesClassName'],
  },
  {
    group: '',
    kind: 'PersistentVolume',
    fields: ['spec.volumeMode', 'spec.nodeAffinity', ...POD_SOURCES.map((source) => `spec.${source}`)],
  },
  { group: '', kind: 'Secret', fields: ['type'], whenImmutable: ['data', 'stringData', 'immutable'] },
  { group: '', kind: 'ConfigMap', fields: [], whenImmutable: ['data', 'binaryData', 'immutable'] },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding', fields: ['roleRef'] },
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding', fields: ['roleRef'] },
  {
    group: 'storage.k8s.io',
    kind: 'StorageClass',
    fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  },
  { group: 'storage.k8s.io', kind: 'VolumeAttributesClass', fields: ['driverName', 'parameters'] },
  {
    group: 'storage.k8s.io',
    kind: 'CSIDriver',
    fields: ['spec.attachRequired', 'spec.volumeLifecycleModes'],
  },
  { group: 'storage.k8s.io', kind: 'VolumeAttachment', fields: ['spec'] },
  { group: 'networking.k8s.io', kind: 'IngressClass', fields: ['spec.controller'] },
  { group: 'networking.k8s.io', kind: 'IPAddress', fields: ['spec'] },
  { group: 'node.k8s.io', kind: 'RuntimeClass', fields: ['handler'] },
  { group: 'scheduling.k8s.io', kind: 'PriorityClass', fields: ['value', 'preemptionPolicy'] },
  { group: 'discovery.k8s.io', kind: 'EndpointSlice', fields: ['addressType'] },
  { group: 'resource.k8s.io', kind: 'ResourceClaim', fields: ['spec'] },
  { group: 'resource.k8s.io', kind: 'ResourceClaimTemplate', fields: ['spec'] },
  {
    group: 'apiextensions.k8s.io',
    kind: 'CustomResourceDefinition',
    fields: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'],
  },
];

/** Whether a field of an object keeps its value, by its path in the API server's notation. */
export function isFixed(apiVersion: string, kind: string, path: string, isImmutable: boolean): boolean {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const found = FIXED_FIELDS.find((one) => one.group === group && one.kind === kind);
  if (!found) return false;
  const { fields, except = [], whenImmutable = [] } = found;
  const place = path.replaceAll(/\[\d+\]/g, '[]');
  const holds = (field: string): boolean =>
    place === field || place.startsWith(`${field}.`) || place.startsWith(`${field}[`);
  if (isImmutable && whenImmutable.some(holds)) return true;
  return fields.some(holds) && !except.some(holds);
}
