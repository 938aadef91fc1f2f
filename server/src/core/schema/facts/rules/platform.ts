const RULE =
  'operations! operations[]=*|CONNECT|CREATE|DELETE|UPDATE apiGroups! apiVersions! apiVersions[] resources! resources[] scope+=*|Cluster|Namespaced alone(operations|apiGroups|apiVersions|resources)';
const WEBHOOK =
  'name!:dns-subdomain:three-part admissionReviewVersions! admissionReviewVersions[]:dns-1035-label failurePolicy+=Fail|Ignore matchPolicy+=Equivalent|Exact';
const VERBS =
  'verbs! verbs[]=*|create|delete|deletecollection|get|list|patch|proxy|update|watch alone(verbs)';

/**
 * What the API server asks of the fields of types that extend and configure the cluster: admission, policies, autoscaling,
 * storage, devices, certificates. Written as in `workloads.ts`.
 */
export const PLATFORM_RULES: Readonly<Record<string, string>> = {
  // Admission
  ApplyConfiguration: 'expression!',
  AuditAnnotation: 'key!:qualified-name valueExpression!',
  JSONPatch: 'expression!',
  MatchCondition: 'name!:qualified-name expression!',
  MatchResources: 'matchPolicy+=Equivalent|Exact',
  MutatingAdmissionPolicy: 'spec!',
  MutatingAdmissionPolicyBinding: 'spec!',
  MutatingAdmissionPolicyBindingSpec: 'policyName!:dns-subdomain',
  MutatingAdmissionPolicySpec:
    'matchConstraints? matchConstraints.resourceRules! mutations! reinvocationPolicy!=IfNeeded|Never failurePolicy+=Fail|Ignore',
  MutatingWebhook: `${WEBHOOK} sideEffects!=None|NoneOnDryRun reinvocationPolicy+=IfNeeded|Never`,
  Mutation:
    'patchType!=ApplyConfiguration|JSONPatch patchType=ApplyConfiguration>>applyConfiguration patchType=JSONPatch>>jsonPatch',
  NamedRuleWithOperations: RULE,
  ParamKind: 'apiVersion!:api-version kind!:mixed-dns-1035-label',
  ParamRef: 'one(name|selector) name:path-segment parameterNotFoundAction!=Allow|Deny',
  RuleWithOperations: RULE,
  ServiceReference: 'name! namespace! port:1..65535',
  AdmissionregistrationV1ServiceReference: 'name! namespace! port:1..65535 path:webhook-path',
  ApiextensionsV1ServiceReference: 'name! namespace! port:1..65535 path:webhook-path',
  ValidatingAdmissionPolicy: 'spec!',
  ValidatingAdmissionPolicyBinding: 'spec!',
  ValidatingAdmissionPolicyBindingSpec:
    'policyName!:dns-subdomain validationActions! validationActions[]=Audit|Deny|Warn',
  ValidatingAdmissionPolicySpec:
    'matchConstraints? matchConstraints.resourceRules! failurePolicy+=Fail|Ignore any(validations|auditAnnotations)',
  ValidatingWebhook: `${WEBHOOK} sideEffects!=None|NoneOnDryRun`,
  Validation: 'expression! reason+=Forbidden|Invalid|RequestEntityTooLarge|Unauthorized',
  Variable: 'name!:identifier expression!',
  WebhookClientConfig: 'one(url|service) url:https-url',

  // Extensions of the API
  APIService: 'spec!',
  APIServiceSpec:
    'insecureSkipTLSVerify=true>service version!:dns-1035-label group:dns-subdomain groupPriorityMinimum:1..20000 versionPriority:1..1000',
  CustomResourceColumnDefinition:
    'name! type!=boolean|date|integer|number|string jsonPath! format=byte|date|date-time|double|float|int32|int64|password',
  CustomResourceConversion: 'strategy!=None|Webhook',
  CustomResourceDefinitionNames:
    'plural!:dns-1035-label singular:dns-1035-label kind!:mixed-dns-1035-label listKind:mixed-dns-1035-label shortNames[]:dns-1035-label categories[]:dns-1035-label',
  CustomResourceDefinitionSpec: 'group!:dns-subdomain scope!=Cluster|Namespaced',
  CustomResourceDefinitionVersion: 'name!:dns-1035-label',
  CustomResourceSubresources: 'status:mapping',
  CustomResourceSubresourceScale: 'specReplicasPath! statusReplicasPath!',
  ValidationRule:
    'rule! reason+=FieldValueDuplicate|FieldValueForbidden|FieldValueInvalid|FieldValueRequired',
  WebhookConversion: 'conversionReviewVersions! conversionReviewVersions[]:dns-1035-label',

  // Availability, scheduling, coordination
  ContainerResourceMetricSource: 'name!:container-resource container!:dns-label',
  CrossVersionObjectReference: 'apiVersion:group-version kind!:path-segment name!:path-segment',
  V1HorizontalPodAutoscalerSpec: 'targetCPUUtilizationPercentage:1..',
  HPAScalingPolicy: 'type!=Percent|Pods',
  HPAScalingRules: 'selectPolicy+=Disabled|Max|Min',
  LeaseSpec: 'leaseDurationSeconds:1.. leaseTransitions:0..',
  LeaseCandidateSpec:
    'leaseName! binaryVersion!:semantic-version emulationVersion:semantic-version strategy!=OldestEmulationVersion strategy=OldestEmulationVersion>emulationVersion',
  MetricIdentifier: 'name!:path-segment',
  MetricSpec: 'type!',
  MetricTarget: 'type!=AverageValue|Utilization|Value averageUtilization:1.. averageValue:>0 value:>0',
  Overhead: 'podFixed{k}:container-resource',
  PodDisruptionBudgetSpec: 'unhealthyPodEvictionPolicy+=AlwaysAllow|IfHealthyBudget',
  PriorityClass: 'preemptionPolicy+=Never|PreemptLowerPriority',
  ResourceMetricSource: 'name!',
  RuntimeClass: 'handler!:dns-label',
  EventsV1Event:
    'action! reason! type!=Normal|Warning reportingController!:qualified-name reportingInstance! eventTime!',

  // Priority and fairness
  FlowDistinguisherMethod: 'type!=ByNamespace|ByUser',
  FlowSchema: 'spec!',
  FlowSchemaSpec: 'matchingPrecedence:0..10000',
  FlowcontrolV1Subject:
    'kind!=Group|ServiceAccount|User kind=Group>>group kind=ServiceAccount>>serviceAccount kind=User>>user',
  GroupSubject: 'name!',
  LimitResponse: 'type!=Queue|Reject type=Queue>>queuing',
  LimitedPriorityLevelConfiguration:
    'limitResponse! nominalConcurrencyShares:0.. lendablePercent:0..100 borrowingLimitPercent:0..',
  NonResourcePolicyRule: `${VERBS} nonResourceURLs! nonResourceURLs[]:request-path alone(nonResourceURLs)`,
  PolicyRulesWithSubjects: 'subjects! any(resourceRules|nonResourceRules)',
  PriorityLevelConfigurationReference: 'name!:dns-subdomain',
  PriorityLevelConfiguration: 'spec!',
  PriorityLevelConfigurationSpec: 'type!=Exempt|Limited type=Limited>limited',
  QueuingConfiguration: 'queues:0..10000000 handSize:0.. queueLengthLimit:0..',
  ResourcePolicyRule: `${VERBS} apiGroups! resources! namespaces[]:*dns-label any(namespaces|clusterScope) alone(apiGroups|resources|namespaces)`,
  ServiceAccountSubject: 'name!:*dns-subdomain namespace!:dns-label',
  UserSubject: 'name!',

  // Devices
  CELDeviceSelector: 'expression!',
  Device: 'name!:dns-label',
  DeviceAttribute:
    'has(bool|int|string|version|bools|ints|strings|versions) string:0..64 version:0..64:semantic-version',
  DeviceClaimConfiguration: 'opaque!',
  DeviceClassConfiguration: 'opaque!',
  DeviceConstraint:
    'one(matchAttribute|distinctAttribute) matchAttribute+:device-attribute requests[]:device-request',
  DeviceRequest: 'name!:dns-label one(exactly|firstAvailable)',
  V1beta1DeviceRequest:
    'name!:dns-label one(deviceClassName|firstAvailable) deviceClassName:dns-subdomain allocationMode=All|ExactCount count:0..',
  DeviceSelector: 'cel!',
  DeviceSubRequest: 'name!:dns-label deviceClassName!:dns-subdomain allocationMode=All|ExactCount count:0..',
  DeviceTaint: 'key!:qualified-name value:label-value effect!=NoExecute|NoSchedule|None',
  DeviceTaintSelector: 'driver+:driver-name pool+:pool-name device+:dns-label',
  ExactDeviceRequest: 'deviceClassName!:dns-subdomain allocationMode=All|ExactCount count:0..',
  OpaqueDeviceConfiguration: 'driver!:driver-name parameters:mapping',
  ResourcePool: 'name!:pool-name generation:0.. resourceSliceCount!:1..',
  ResourcePoolStatusRequestSpec: 'driver!:driver-name poolName+:pool-name limit:1..',
  ResourceSliceSpec:
    'driver!:driver-name nodeName+:dns-subdomain one(nodeName|nodeSelector|allNodes|perDeviceNodeSelection)',

  // Storage
  CSIDriverSpec:
    'fsGroupPolicy+=File|None|ReadWriteOnceWithFSType volumeLifecycleModes[]=Ephemeral|Persistent',
  CSINodeDriver: 'name!:driver-name nodeID!:0..192 topologyKeys[]:qualified-name',
  CSIStorageCapacity: 'storageClassName!:dns-subdomain capacity:0..',
  StorageClass:
    'provisioner!:qualified-name reclaimPolicy=Delete|Retain volumeBindingMode+=Immediate|WaitForFirstConsumer',
  StorageV1TokenRequest: 'expirationSeconds:600..4294967296',
  TopologySelectorLabelRequirement: 'key!:qualified-name values!',
  TopologySelectorTerm: 'matchLabelExpressions!',
  VolumeAttachmentSource: 'one(persistentVolumeName|inlineVolumeSpec) persistentVolumeName:dns-subdomain',
  VolumeAttachmentSpec: 'attacher!:driver-name nodeName!:dns-subdomain',
  VolumeAttributesClass: 'driverName!:qualified-name parameters!',
  VolumeNodeResources: 'count:0..',
};
