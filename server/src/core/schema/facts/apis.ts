import type { Minor } from '../../kinds/versions.ts';

/** An API version of a kind that Kubernetes has given up, or will. */
export interface RetiredApi {
  /** The first minor that warns of it. */
  readonly deprecatedIn: Minor;
  /** The first minor without it; left out while it is served. */
  readonly removedIn?: Minor;
  /** What to use instead: an apiVersion, with a kind where that changes, too. */
  readonly replacement?: { readonly apiVersion: string; readonly kind?: string; readonly since: Minor };
}

type Row = readonly [
  apiVersion: string,
  kinds: readonly string[],
  deprecatedIn: Minor,
  removedIn: Minor | undefined,
  replacement?: string,
  since?: Minor,
];

const WORKLOADS = ['DaemonSet', 'Deployment', 'ReplicaSet'];
const RBAC = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const WEBHOOKS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const FLOW = ['FlowSchema', 'PriorityLevelConfiguration'];
const REVIEWS = [
  'LocalSubjectAccessReview',
  'SelfSubjectAccessReview',
  'SelfSubjectRulesReview',
  'SubjectAccessReview',
];
const POLICY = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];
const MUTATING = ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'];
const DEVICES = ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'];

/**
 * Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the lifecycle markers of
 * https://github.com/kubernetes/api (`+k8s:prerelease-lifecycle-gen:deprecated`).
 */
const ROWS: readonly Row[] = [
  ['extensions/v1beta1', WORKLOADS, 8, 16, 'apps/v1', 9],
  ['extensions/v1beta1', ['NetworkPolicy'], 9, 16, 'networking.k8s.io/v1', 8],
  ['extensions/v1beta1', ['PodSecurityPolicy'], 11, 16],
  ['extensions/v1beta1', ['Ingress'], 14, 22, 'networking.k8s.io/v1', 19],
  ['apps/v1beta1', ['ControllerRevision', 'Deployment', 'StatefulSet'], 8, 16, 'apps/v1', 9],
  ['apps/v1beta2', [...WORKLOADS, 'ControllerRevision', 'StatefulSet'], 9, 16, 'apps/v1', 9],
  ['settings.k8s.io/v1alpha1', ['PodPreset'], 17, 20],
  ['batch/v2alpha1', ['CronJob'], 18, 21, 'batch/v1', 21],
  ['admissionregistration.k8s.io/v1beta1', WEBHOOKS, 16, 22, 'admissionregistration.k8s.io/v1', 16],
  ['apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], 16, 22, 'apiextensions.k8s.io/v1', 16],
  ['apiregistration.k8s.io/v1beta1', ['APIService'], 19, 22, 'apiregistration.k8s.io/v1', 10],
  ['authentication.k8s.io/v1beta1', ['TokenReview'], 19, 22, 'authentication.k8s.io/v1', 6],
  ['authentication.k8s.io/v1beta1', ['SelfSubjectReview'], 30, 33, 'authentication.k8s.io/v1', 28],
  ['authorization.k8s.io/v1beta1', REVIEWS, 19, 22, 'authorization.k8s.io/v1', 6],
  ['certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], 19, 22, 'certificates.k8s.io/v1', 19],
  ['coordination.k8s.io/v1beta1', ['Lease'], 19, 22, 'coordination.k8s.io/v1', 14],
  ['networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], 19, 22, 'networking.k8s.io/v1', 19],
  ['rbac.authorization.k8s.io/v1beta1', RBAC, 17, 22, 'rbac.authorization.k8s.io/v1', 8],
  ['rbac.authorization.k8s.io/v1alpha1', RBAC, 17, 23, 'rbac.authorization.k8s.io/v1', 8],
  ['scheduling.k8s.io/v1beta1', ['PriorityClass'], 14, 22, 'scheduling.k8s.io/v1', 14],
  ['scheduling.k8s.io/v1alpha1', ['PriorityClass'], 14, 23, 'scheduling.k8s.io/v1', 14],
  ['storage.k8s.io/v1beta1', ['CSIDriver'], 19, 22, 'storage.k8s.io/v1', 18],
  ['storage.k8s.io/v1beta1', ['CSINode'], 17, 22, 'storage.k8s.io/v1', 17],
  ['storage.k8s.io/v1beta1', ['StorageClass', 'VolumeAttachment'], 19, 22, 'storage.k8s.io/v1', 13],
  ['storage.k8s.io/v1alpha1', ['VolumeAttachment'], 21, 24, 'storage.k8s.io/v1', 13],
  ['storage.k8s.io/v1alpha1', ['CSIStorageCapacity'], 21, 24, 'storage.k8s.io/v1', 24],
  ['node.k8s.io/v1alpha1', ['RuntimeClass'], 20, 24, 'node.k8s.io/v1', 20],
  ['node.k8s.io/v1beta1', ['RuntimeClass'], 22, 25, 'node.k8s.io/v1', 20],
  ['batch/v1beta1', ['CronJob'], 21, 25, 'batch/v1', 21],
  ['discovery.k8s.io/v1beta1', ['EndpointSlice'], 21, 25, 'discovery.k8s.io/v1', 21],
  ['events.k8s.io/v1beta1', ['Event'], 22, 25, 'events.k8s.io/v1', 19],
  ['autoscaling/v2beta1', ['HorizontalPodAutoscaler'], 22, 25, 'autoscaling/v2', 23],
  ['autoscaling/v2beta2', ['HorizontalPodAutoscaler'], 23, 26, 'autoscaling/v2', 23],
  ['policy/v1beta1', ['PodDisruptionBudget'], 21, 25, 'policy/v1', 21],
  ['policy/v1beta1', ['PodSecurityPolicy'], 21, 25],
  ['flowcontrol.apiserver.k8s.io/v1beta1', FLOW, 23, 26, 'flowcontrol.apiserver.k8s.io/v1', 29],
  ['flowcontrol.apiserver.k8s.io/v1beta2', FLOW, 26, 29, 'flowcontrol.apiserver.k8s.io/v1', 29],
  ['flowcontrol.apiserver.k8s.io/v1beta3', FLOW, 29, 32, 'flowcontrol.apiserver.k8s.io/v1', 29],
  ['storage.k8s.io/v1beta1', ['CSIStorageCapacity'], 24, 27, 'storage.k8s.io/v1', 24],
  ['admissionregistration.k8s.io/v1beta1', POLICY, 31, 34, 'admissionregistration.k8s.io/v1', 30],
  ['networking.k8s.io/v1beta1', ['IPAddress', 'ServiceCIDR'], 34, 37, 'networking.k8s.io/v1', 33],
  ['resource.k8s.io/v1beta1', DEVICES, 35, 38, 'resource.k8s.io/v1', 34],
  ['resource.k8s.io/v1beta2', DEVICES, 36, 39, 'resource.k8s.io/v1', 34],
  ['resource.k8s.io/v1alpha3', ['DeviceTaintRule'], 36, 39, 'resource.k8s.io/v1beta2', 36],
  ['storage.k8s.io/v1beta1', ['VolumeAttributesClass'], 34, 37, 'storage.k8s.io/v1', 34],
  ['admissionregistration.k8s.io/v1alpha1', MUTATING, 35, 38, 'admissionregistration.k8s.io/v1', 36],
  ['coordination.k8s.io/v1alpha2', ['LeaseCandidate'], 35, 38, 'coordination.k8s.io/v1beta1', 33],
  ['coordination.k8s.io/v1beta1', ['LeaseCandidate'], 36, 39],
  ['v1', ['ComponentStatus'], 19, undefined],
  ['v1', ['Endpoints'], 33, undefined, 'discovery.k8s.io/v1/EndpointSlice', 21],
];

/** By `apiVersion/kind`. */
export const RETIRED_APIS: ReadonlyMap<string, RetiredApi> = new Map(
  ROWS.flatMap(([apiVersion, kinds, deprecatedIn, removedIn, replacement, since = 0]) =>
    kinds.map((kind): [string, RetiredApi] => [
      `${apiVersion}/${kind}`,
      {
        deprecatedIn,
        ...(removedIn === undefined ? {} : { removedIn }),
        ...(replacement === undefined ? {} : { replacement: readReplacement(replacement, since) }),
      },
    ]),
  ),
);

function readReplacement(text: string, since: Minor): NonNullable<RetiredApi['replacement']> {
  const [, apiVersion = text, kind] = /^(.+)\/([A-Z]\w+)$/.exec(text) ?? [];
  return { apiVersion, since, ...(kind === undefined ? {} : { kind }) };
}
