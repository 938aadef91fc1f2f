/**
 * Fields that the API's OpenAPI document calls required although the API server takes objects without them: Go's zero value is
 * valid there. Found by leaving each out in a dry run against a real API server.
 */
export const UNENFORCED: ReadonlySet<string> = new Set([
  'CSIDriver.spec',
  'CSINode.spec',
  'CSINodeSpec.drivers',
  'ControllerRevision.revision',
  'CustomResourceDefinitionVersion.served',
  'CustomResourceDefinitionVersion.storage',
  'DeviceCapacity.value',
  'DeviceClass.spec',
  'Event.involvedObject',
  'ForZone.name',
  'HTTPHeader.value',
  'ISCSIVolumeSource.lun',
  'LimitRangeSpec.limits',
  'PodFailurePolicy.rules',
  'PreferredSchedulingTerm.preference',
  'PriorityClass.value',
  'ResourceClaim.spec',
  'ResourceClaimTemplate.spec',
  'ResourceClaimTemplateSpec.spec',
  'ResourcePool.generation',
  'RoleRef.apiGroup',
  'SleepAction.seconds',
  'StatefulSetSpec.serviceName',
  'Sysctl.value',
  'TokenRequest.audience',
  'TypedLocalObjectReference.kind',
]);
