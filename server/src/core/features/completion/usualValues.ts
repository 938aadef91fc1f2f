import type { Value } from '../../manifest/render.ts';
import { placeholder } from '../../manifest/render.ts';

/**
 * Values that are written most where the schema allows any text, as `Type.field`, from the documentation of the field
 * (https://kubernetes.io/docs/reference/kubernetes-api/).
 */
const VALUES: Readonly<Record<string, string>> = {
  'Capabilities.drop': 'ALL NET_RAW',
  'Capabilities.add':
    'NET_BIND_SERVICE CHOWN DAC_OVERRIDE FOWNER SETGID SETUID NET_ADMIN SYS_PTRACE SYS_TIME',
  'Container.restartPolicy': 'Always',
  'ContainerRestartRule.action': 'Restart',
  'CronJobSpec.schedule': '@hourly @daily @weekly @monthly',
  'CronJobSpec.timeZone': 'Etc/UTC',
  'CrossVersionObjectReference.apiVersion': 'apps/v1',
  'CrossVersionObjectReference.kind': 'Deployment StatefulSet',
  'LabelSelectorRequirement.operator': 'In NotIn Exists DoesNotExist',
  'MetricSpec.type': 'Resource ContainerResource Pods Object External',
  'ObjectFieldSelector.fieldPath':
    'metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName status.podIP status.podIPs status.hostIP',
  'PolicyRule.apiGroups': 'apps batch networking.k8s.io autoscaling policy rbac.authorization.k8s.io *',
  'PolicyRule.resources':
    'configmaps pods pods/log services endpoints events namespaces persistentvolumeclaims serviceaccounts deployments statefulsets daemonsets replicasets jobs cronjobs ingresses leases',
  'PolicyRule.verbs': 'get list watch create update patch delete deletecollection',
  'ResourceFieldSelector.resource':
    'limits.cpu limits.memory limits.ephemeral-storage requests.cpu requests.memory requests.ephemeral-storage',
  'ResourceMetricSource.name': 'cpu memory',
  'ContainerResourceMetricSource.name': 'cpu memory',
  'RoleRef.apiGroup': 'rbac.authorization.k8s.io',
  'RoleRef.kind': 'Role ClusterRole',
  'Secret.type':
    'Opaque kubernetes.io/tls kubernetes.io/dockerconfigjson kubernetes.io/basic-auth kubernetes.io/ssh-auth',
  'ServicePort.appProtocol': 'kubernetes.io/h2c kubernetes.io/ws kubernetes.io/wss',
  'Subject.kind': 'ServiceAccount User Group',
};

export function usualValues(type: string | undefined, field: string | undefined): readonly string[] {
  return VALUES[`${type ?? ''}.${field ?? ''}`]?.split(' ') ?? [];
}

const REQUESTS = { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1Gi' };
const LIMITS = { memory: '128Mi', cpu: '500m', 'ephemeral-storage': '1Gi' };

/** Names of resources by the field that holds their quantities (https://kubernetes.io/docs/concepts/policy/resource-quotas/). */
const QUANTITIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  requests: REQUESTS,
  defaultRequest: REQUESTS,
  min: REQUESTS,
  limits: LIMITS,
  default: LIMITS,
  max: LIMITS,
  capacity: { storage: '10Gi' },
  hard: {
    'requests.cpu': '4',
    'requests.memory': '8Gi',
    'limits.cpu': '8',
    'limits.memory': '16Gi',
    pods: '50',
    services: '10',
    persistentvolumeclaims: '10',
    'requests.storage': '100Gi',
  },
};

/** What usually has a quantity in a map of them: names with values to confirm. */
export function usualQuantities(type: string | undefined, field: string): Readonly<Record<string, Value>> {
  const known = type?.startsWith('Volume') ? { storage: '10Gi' } : QUANTITIES[field];
  return Object.fromEntries(Object.entries(known ?? {}).map(([name, value]) => [name, placeholder(value)]));
}
