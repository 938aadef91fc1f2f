const CSI_SECRETS = ['controllerPublish', 'nodeStage', 'nodePublish', 'controllerExpand', 'nodeExpand']
  .map((name) => `${name}SecretRef.name!:dns-subdomain ${name}SecretRef.namespace!:dns-label`)
  .join(' ');
const MODE = ':0..511';
const ACCESS_MODES = 'accessModes! accessModes[]=ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod';
const SUBJECT_ACCESS = 'one(resourceAttributes|nonResourceAttributes)';
const ENDPOINT_PORT = 'name:dns-label port:1..65535 protocol=TCP|UDP|SCTP';
const RESOURCES = 'limits{k}:container-resource requests{k}:container-resource';

/**
 * What the API server asks of fields although the API's OpenAPI document does not say so, by type. Source: the validation in
 * https://github.com/kubernetes/kubernetes/tree/master/pkg/apis; each rule is tried on a real API server (test/truth). Only
 * what holds in every version that is supported stands here.
 *
 * | written | what it means |
 * | --- | --- |
 * | `name!` | has to be there, and not be empty |
 * | `name?` | has to be there, and may be empty |
 * | `name+` | may be missing, but not be there and be empty |
 * | `name:dns-label` | text of this form (`formats.ts`), where it is not empty |
 * | `count:1..5`, `count:0..`, `size:>0` | a number in this range; of a text, its length |
 * | `parameters:mapping` | a mapping, of which the packages do not know more |
 * | `type=A\|B` | one of these |
 * | `names[]:dns-label` | the same for the items of a list, which may not be empty |
 * | `hard{}:0..`, `hard{k}:dns-label` | the same for the values and the keys of a map |
 * | `target.name!` | the same for a field of what is in `target`, in this place only |
 * | `one(a\|b)`, `most(a\|b)`, `any(a\|b)` | exactly one of these fields; at most one; at least one |
 * | `has(a\|b)` | exactly one of these fields, of which the empty text is a value as well |
 * | `alone(a\|b)` | in these lists, `*` stands without other items |
 * | `type=A\|B>field` | where `type` is A or B, `field` has to be there |
 * | `type=A\|B>>field` | the same, and with another `type` it may not be there |
 *
 * A type's name with its version (`DiscoveryV1EndpointPort`) goes before the name for all versions.
 */
export const WORKLOAD_RULES: Readonly<Record<string, string>> = {
  AggregationRule: 'clusterRoleSelectors!',
  AppArmorProfile: 'type!',
  CSIPersistentVolumeSource: `driver!:driver-name ${CSI_SECRETS}`,
  CSIVolumeSource: 'driver!:driver-name',
  CertificateSigningRequest: 'spec!',
  CertificateSigningRequestSpec: 'usages! usages[]:key-usage expirationSeconds:600.. signerName:domain-path',
  ConfigMapEnvSource: 'name:dns-subdomain',
  ConfigMapKeySelector: 'name!:dns-subdomain',
  ConfigMapProjection: 'name!',
  ConfigMapVolumeSource: `name! defaultMode${MODE}`,
  ContainerResizePolicy: 'resourceName=cpu|memory restartPolicy=NotRequired|RestartContainer',
  ControllerRevision: 'data? revision:0..',
  CoreV1EndpointPort: ENDPOINT_PORT,
  CoreV1ResourceClaim: 'name! request:dns-label',
  CronJob: 'spec!',
  DaemonSet: 'spec!',
  Deployment: 'spec!',
  DiscoveryV1EndpointPort: 'name:dns-label protocol+ appProtocol+:qualified-name',
  DownwardAPIVolumeFile: `path!:relative-path mode${MODE} one(fieldRef|resourceFieldRef)`,
  DownwardAPIVolumeSource: `defaultMode${MODE}`,
  Endpoint: 'addresses! hostname+:dns-label nodeName+:dns-subdomain',
  EndpointAddress: 'ip:ip-address hostname:dns-label nodeName+:dns-subdomain',
  EndpointSubset: 'any(addresses|notReadyAddresses)',
  EnvFromSource: 'one(configMapRef|secretRef)',
  EphemeralVolumeSource: 'volumeClaimTemplate!',
  ForZone: 'name:label-value',
  HTTPHeader: 'name:http-header-name',
  HostAlias: 'hostnames[]:dns-subdomain',
  IPAddress: 'spec!',
  IPAddressSpec: 'parentRef!',
  IPBlock: 'except[]:ip-range',
  ImageVolumeSource: 'reference!',
  IngressBackend: 'resource.apiGroup+:dns-subdomain resource.kind!:path-segment',
  IngressClass: 'spec!',
  IngressClassParametersReference:
    'apiGroup+:dns-subdomain kind:path-segment name:path-segment namespace+:dns-label scope+=Cluster|Namespace scope=Namespace>>namespace',
  IngressClassSpec: 'controller!:domain-path',
  IngressServiceBackend: 'name:dns-label',
  IngressSpec: 'ingressClassName+:dns-subdomain',
  IngressTLS: 'hosts[] secretName:dns-subdomain',
  Job: 'spec!',
  JobSpec: 'completionMode+ podReplacementPolicy+',
  JobTemplateSpec: 'spec!',
  KeyToPath: `mode${MODE}`,
  LimitRangeItem:
    'type:limit-type default{k}:any-resource defaultRequest{k}:any-resource max{k}:any-resource min{k}:any-resource maxLimitRequestRatio{k}:any-resource maxLimitRequestRatio{}:1..',
  LocalSubjectAccessReview: 'spec!',
  NamespaceSpec: 'finalizers[]:namespace-finalizer',
  NetworkPolicyPort: 'protocol+',
  NodeSpec: 'podCIDR:ip-range',
  ObjectMeta: 'finalizers[]:qualified-name namespace:dns-label',
  ParentReference: 'group:dns-subdomain name:path-segment namespace:path-segment resource:path-segment',
  Overhead: 'podFixed{k}:container-resource',
  PersistentVolume: 'spec!',
  PersistentVolumeClaim: 'spec!',
  PersistentVolumeClaimSpec: `${ACCESS_MODES} storageClassName:dns-subdomain volumeMode+`,
  PersistentVolumeSpec: `${ACCESS_MODES} capacity! capacity{}:>0 capacity{k}:storage storageClassName:dns-subdomain volumeMode+`,
  Pod: 'spec!',
  PodDNSConfig: 'nameservers[]:ip-address searches[]:search-domain',
  PodDNSConfigOption: 'name!',
  PodFailurePolicyOnPodConditionsPattern: 'type:qualified-name status=True|False|Unknown',
  PodOS: 'name=linux|windows',
  PodReadinessGate: 'conditionType:qualified-name',
  PodResourceClaim:
    'name:dns-label resourceClaimName+:dns-subdomain resourceClaimTemplateName+:dns-subdomain one(resourceClaimName|resourceClaimTemplateName|source)',
  PodSchedulingGate: 'name:qualified-name',
  PodSecurityContext: 'fsGroupChangePolicy+',
  PodSpec:
    'containers! nodeName:dns-subdomain preemptionPolicy+ serviceAccountName:dns-subdomain hostname:dns-label subdomain:dns-label',
  PodTemplate: 'template!',
  PodTemplateSpec: 'spec!',
  ProjectedVolumeSource: `defaultMode${MODE}`,
  ReplicaSet: 'spec!',
  ReplicaSetSpec: 'template!',
  ReplicationController: 'spec!',
  ReplicationControllerSpec: 'template!',
  ResourceFieldSelector: 'resource:container-measure',
  ResourceQuotaSpec: 'hard{k}:any-resource',
  ResourceRequirements: RESOURCES,
  SecretEnvSource: 'name:dns-subdomain',
  SecretKeySelector: 'name!:dns-subdomain',
  SecretProjection: 'name!',
  SecretVolumeSource: `secretName! defaultMode${MODE}`,
  SecurityContext: 'procMount+',
  SelfSubjectAccessReview: 'spec!',
  SelfSubjectAccessReviewSpec: SUBJECT_ACCESS,
  SelfSubjectRulesReview: 'spec!',
  SelfSubjectRulesReviewSpec: 'namespace!',
  Service: 'spec!',
  ServiceAccountTokenProjection: 'path!:relative-path expirationSeconds:600..4294967296',
  ServiceCIDR: 'spec!',
  ServiceCIDRSpec: 'cidrs! cidrs[]:ip-range',
  ServicePort: 'appProtocol+:qualified-name',
  ServiceSpec:
    'clusterIP:cluster-ip externalIPs[]:ip-address internalTrafficPolicy+ ipFamilies[]=IPv4|IPv6 ipFamilyPolicy+ loadBalancerClass+:qualified-name loadBalancerSourceRanges[]:spaced-ip-range trafficDistribution+=PreferClose|PreferSameNode|PreferSameZone',
  StatefulSet: 'spec!',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted=Retain|Delete whenScaled=Retain|Delete',
  SubjectAccessReview: 'spec!',
  SubjectAccessReviewSpec: `${SUBJECT_ACCESS} any(user|groups)`,
  Taint: 'key:qualified-name value:label-value',
  Toleration: 'key:qualified-name any(key|operator)',
  V1beta1EndpointPort: 'name:dns-label protocol+',
  VolumeMount: 'mountPropagation+',
  VolumeNodeAffinity: 'required!',
  VolumeResourceRequirements: 'requests{}:>0',
};
