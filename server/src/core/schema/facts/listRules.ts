import type { ListRule } from '../schema.ts';

/**
 * Which fields tell the items of a list apart (`x-kubernetes-list-map-keys` and `patchMergeKey` of the API), and whether the
 * API server refuses two items that are the same in them. The type packages do not say so.
 * Sources: https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy and the `+listMapKey` and
 * `patchMergeKey` markers of https://github.com/kubernetes/api.
 */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'CSIDriverSpec.tokenRequests': ['audience'],
  'CSINodeDriver.topologyKeys': [],
  'CSINodeSpec.drivers': ['name'],
  'DeviceClaim.requests': ['name'],
  'DeviceConstraint.requests': [],
  'DeviceRequest.firstAvailable': ['name'],
  'MutatingWebhook.admissionReviewVersions': [],
  'ResourceSliceSpec.devices': ['name'],
  'Scheduling.tolerations': [],
  'StorageClass.allowedTopologies': ['matchLabelExpressions'],
  'TopologySelectorLabelRequirement.values': [],
  'TopologySelectorTerm.matchLabelExpressions': ['key'],
  'ValidatingAdmissionPolicyBindingSpec.validationActions': [],
  'ValidatingWebhook.admissionReviewVersions': [],
  'Container.resizePolicy': ['resourceName'],
  'Container.volumeDevices': ['devicePath'],
  'Container.volumeMounts': ['mountPath'],
  'CustomResourceDefinitionSpec.versions': ['name'],
  'EndpointHints.forZones': ['name'],
  'EndpointSlice.ports': ['name'],
  'EphemeralContainer.volumeDevices': ['devicePath'],
  'EphemeralContainer.volumeMounts': ['mountPath'],
  'MutatingAdmissionPolicySpec.matchConditions': ['name'],
  'MutatingWebhook.matchConditions': ['name'],
  'MutatingWebhookConfiguration.webhooks': ['name'],
  'NodeSpec.taints': ['key', 'effect'],
  'PodSecurityContext.sysctls': ['name'],
  'PodSpec.containers': ['name'],
  'PodSpec.ephemeralContainers': ['name'],
  'PodSpec.initContainers': ['name'],
  'PodSpec.resourceClaims': ['name'],
  'PodSpec.schedulingGates': ['name'],
  'PodSpec.topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
  'PodSpec.volumes': ['name'],
  'ResourceRequirements.claims': ['name'],
  'ServiceSpec.ipFamilies': [],
  'ValidatingAdmissionPolicySpec.auditAnnotations': ['key'],
  'ValidatingAdmissionPolicySpec.matchConditions': ['name'],
  'ValidatingWebhook.matchConditions': ['name'],
  'ValidatingWebhookConfiguration.webhooks': ['name'],
};

/** Told apart when manifests are merged; the same item twice is accepted, or a check of its own speaks of it. */
const MERGED: Readonly<Record<string, readonly string[]>> = {
  'APIServiceStatus.conditions': ['type'],
  'AllocatedDeviceStatus.conditions': ['type'],
  'CertificateSigningRequestStatus.conditions': ['type'],
  'ContainerStatus.allocatedResourcesStatus': ['name'],
  'ContainerStatus.volumeMounts': ['mountPath'],
  'CustomResourceDefinitionStatus.conditions': ['type'],
  'DaemonSetStatus.conditions': ['type'],
  'JSONSchemaProps.x-kubernetes-validations': ['rule'],
  'Container.env': ['name'],
  'Container.ports': ['containerPort', 'protocol'],
  'DeploymentStatus.conditions': ['type'],
  'EphemeralContainer.env': ['name'],
  'EphemeralContainer.ports': ['containerPort', 'protocol'],
  'FlowSchemaStatus.conditions': ['type'],
  'HorizontalPodAutoscalerStatus.conditions': ['type'],
  'IngressLoadBalancerStatus.ingress': ['ip'],
  'JobStatus.conditions': ['type'],
  'MutatingAdmissionPolicySpec.variables': ['name'],
  'NamespaceStatus.conditions': ['type'],
  'NodeStatus.addresses': ['type'],
  'NodeStatus.conditions': ['type'],
  'ObjectMeta.ownerReferences': ['uid'],
  'PersistentVolumeClaimStatus.conditions': ['type'],
  'PodDisruptionBudgetStatus.conditions': ['type'],
  'PodSpec.hostAliases': ['ip'],
  'PodSpec.imagePullSecrets': ['name'],
  'PodGroupSpec.resourceClaims': ['name'],
  'PodGroupTemplate.resourceClaims': ['name'],
  'PodStatus.conditions': ['type'],
  'PodStatus.hostIPs': ['ip'],
  'PodStatus.podIPs': ['ip'],
  'PodStatus.resourceClaimStatuses': ['name'],
  'PriorityLevelConfigurationStatus.conditions': ['type'],
  'ReplicaSetStatus.conditions': ['type'],
  'ReplicationControllerStatus.conditions': ['type'],
  'ResourceClaimStatus.devices': ['driver', 'device', 'pool', 'shareID'],
  'ResourceClaimStatus.reservedFor': ['uid'],
  'ServiceAccount.secrets': ['name'],
  'ServiceCIDRStatus.conditions': ['type'],
  'ServiceSpec.ports': ['port', 'protocol'],
  'ServiceStatus.conditions': ['type'],
  'StatefulSetStatus.conditions': ['type'],
  'ValidatingAdmissionPolicyStatus.conditions': ['type'],
  'ValidatingAdmissionPolicySpec.variables': ['name'],
  'WorkloadSpec.podGroupTemplates': ['name'],
};

/** By type and field: `PodSpec.containers`. Without keys, no two items may be the same. */
export const LIST_RULES: ReadonlyMap<string, ListRule> = new Map([
  ...rules(REFUSED, true),
  ...rules(MERGED, false),
]);

function rules(table: typeof REFUSED, enforced: boolean): [string, ListRule][] {
  return Object.entries(table).map(([place, keys]) => [
    place,
    { type: keys.length === 0 ? 'set' : 'map', keys, enforced },
  ]);
}
