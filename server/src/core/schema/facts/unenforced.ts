/**
 * Fields that the API's OpenAPI document calls required although the API server takes objects without them: Go's zero value is
 * valid there. Found by leaving each out in a dry run against a real API server.
 */
export const UNENFORCED: ReadonlySet<string> = new Set([
  'CSIDriver.spec',
  'ControllerRevision.revision',
  'CustomResourceDefinitionVersion.served',
  'CustomResourceDefinitionVersion.storage',
  'HTTPHeader.value',
  'ISCSIVolumeSource.lun',
  'LimitRangeSpec.limits',
  'PodFailurePolicy.rules',
  'PreferredSchedulingTerm.preference',
  'PriorityClass.value',
  'RoleRef.apiGroup',
  'SleepAction.seconds',
  'StatefulSetSpec.serviceName',
  'Sysctl.value',
  'TokenRequest.audience',
]);
