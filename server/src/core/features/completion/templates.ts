import type { Value } from '../../manifest/render.ts';
import { placeholder } from '../../manifest/render.ts';
import { APP } from './skeletons.ts';

/** What stands below `apiVersion` and `kind` of a new object: complete, and such that our own checks have nothing to say. */
type Template = Readonly<Record<string, Value>>;

const name = placeholder(APP);
const labels = { app: name };
const metadata = { name };
const meta = (text: string): Value => ({ name: placeholder(text) });

const container: Value = {
  name,
  image: placeholder('registry.example.com/my-app:1.0.0'),
  resources: {
    requests: { cpu: placeholder('100m'), memory: placeholder('128Mi') },
    limits: { memory: placeholder('128Mi') },
  },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
};

const service: Value = {
  ...(container as object),
  ports: [{ name: 'http', containerPort: placeholder(8080) }],
  readinessProbe: { httpGet: { path: placeholder('/ready'), port: 'http' } },
  livenessProbe: { httpGet: { path: placeholder('/healthz'), port: 'http' } },
};

const podSecurity: Template = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
};

const template = (more: Template, inner: Value = service): Value => ({
  metadata: { labels },
  spec: { ...more, ...podSecurity, containers: [inner] },
});

const onceTemplate: Value = {
  spec: { restartPolicy: 'Never', ...podSecurity, containers: [container] },
};

const selector = { matchLabels: labels };
/** Keeps pods of which there are several apart, as far as that is possible. */
const spread: Template = {
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: selector,
    },
  ],
};
const rule: Value = {
  apiGroups: [''],
  resources: [placeholder('configmaps')],
  verbs: ['get', 'list', 'watch'],
};
const claim: Template = {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: placeholder('10Gi') } },
};
const binding = (kind: string): Template => ({
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
  subjects: [{ kind: 'ServiceAccount', name, namespace: placeholder('default') }],
});

/** By `apiVersion/kind`. Kinds that are not here get what their schema requires. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  'apps/v1/Deployment': {
    metadata: { name, labels },
    spec: { replicas: placeholder(2), selector, template: template(spread) },
  },
  'apps/v1/StatefulSet': {
    metadata: { name, labels },
    spec: {
      serviceName: name,
      replicas: placeholder(2),
      selector,
      template: template(spread, {
        ...(service as object),
        volumeMounts: [{ name: 'data', mountPath: placeholder('/data') }],
      }),
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
    },
  },
  'apps/v1/DaemonSet': { metadata: { name, labels }, spec: { selector, template: template({}, container) } },
  'batch/v1/Job': {
    metadata,
    spec: {
      backoffLimit: placeholder(3),
      ttlSecondsAfterFinished: placeholder(86_400),
      template: onceTemplate,
    },
  },
  'batch/v1/CronJob': {
    metadata,
    spec: {
      schedule: placeholder('0 3 * * *'),
      timeZone: placeholder('Etc/UTC'),
      concurrencyPolicy: placeholder('Forbid', { choices: ['Allow', 'Replace'] }),
      startingDeadlineSeconds: placeholder(300),
      jobTemplate: { spec: { template: onceTemplate } },
    },
  },
  'v1/Pod': { metadata: { name, labels }, spec: { ...podSecurity, containers: [service] } },
  'v1/Service': {
    metadata,
    spec: {
      selector: labels,
      ports: [{ name: 'http', port: placeholder(80), targetPort: placeholder('http') }],
    },
  },
  'v1/ConfigMap': { metadata: meta('my-config'), data: { key: placeholder('value') } },
  'v1/Secret': {
    metadata: meta('my-secret'),
    type: 'Opaque',
    stringData: { username: placeholder('username') },
  },
  'v1/Namespace': { metadata: meta('my-namespace') },
  'v1/ServiceAccount': { metadata, automountServiceAccountToken: placeholder(false, { choices: [true] }) },
  'v1/PersistentVolumeClaim': { metadata: meta('my-data'), spec: claim },
  'v1/LimitRange': {
    metadata: meta('limits'),
    spec: {
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: placeholder('100m'), memory: placeholder('128Mi') },
          default: { memory: placeholder('128Mi') },
        },
      ],
    },
  },
  'v1/ResourceQuota': {
    metadata: meta('quota'),
    spec: {
      hard: {
        'requests.cpu': placeholder('4'),
        'requests.memory': placeholder('8Gi'),
        'limits.memory': placeholder('16Gi'),
      },
    },
  },
  'networking.k8s.io/v1/Ingress': {
    metadata,
    spec: {
      ingressClassName: placeholder('nginx'),
      tls: [{ hosts: [placeholder('www.example.com')], secretName: placeholder('my-app-tls') }],
      rules: [
        {
          host: placeholder('www.example.com'),
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name, port: { number: placeholder(80) } } },
              },
            ],
          },
        },
      ],
    },
  },
  'networking.k8s.io/v1/NetworkPolicy': {
    metadata,
    spec: {
      podSelector: selector,
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { app: placeholder('my-client') } } }],
          ports: [{ protocol: 'TCP', port: placeholder(8080) }],
        },
      ],
    },
  },
  'autoscaling/v2/HorizontalPodAutoscaler': {
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: placeholder(2),
      maxReplicas: placeholder(10),
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: placeholder(80) } },
        },
      ],
    },
  },
  'policy/v1/PodDisruptionBudget': {
    metadata,
    spec: { maxUnavailable: placeholder(1), selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  },
  'rbac.authorization.k8s.io/v1/Role': { metadata, rules: [rule] },
  'rbac.authorization.k8s.io/v1/RoleBinding': { metadata, ...binding('Role') },
  'rbac.authorization.k8s.io/v1/ClusterRole': { metadata, rules: [rule] },
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': { metadata, ...binding('ClusterRole') },
  'storage.k8s.io/v1/StorageClass': {
    metadata: meta('my-storage'),
    provisioner: placeholder('kubernetes.io/no-provisioner'),
    volumeBindingMode: 'WaitForFirstConsumer',
  },
};
