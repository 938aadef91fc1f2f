/** The fields of an object itself, in the order in which all manifests have them. */
const ROOT = 'apiVersion kind metadata spec data stringData type rules roleRef subjects webhooks';

/**
 * Fields that are written most, in the order in which they usually stand; the others of a type follow them by name. By the type's
 * name in https://kubernetes.io/docs/reference/kubernetes-api/.
 */
const ORDERS: Readonly<Record<string, string>> = {
  Affinity: 'podAntiAffinity podAffinity nodeAffinity',
  Capabilities: 'drop add',
  ConfigMapKeySelector: 'name key',
  ConfigMapVolumeSource: 'name items',
  Container:
    'name image command args ports env envFrom resources volumeMounts readinessProbe livenessProbe startupProbe securityContext imagePullPolicy lifecycle',
  ContainerPort: 'name containerPort protocol',
  CronJobSpec: 'schedule jobTemplate timeZone concurrencyPolicy startingDeadlineSeconds',
  DeploymentSpec: 'replicas selector template strategy',
  EnvVar: 'name value valueFrom',
  EnvVarSource: 'configMapKeyRef secretKeyRef fieldRef resourceFieldRef',
  HTTPGetAction: 'path port',
  HTTPIngressPath: 'path pathType backend',
  HorizontalPodAutoscalerSpec: 'scaleTargetRef minReplicas maxReplicas metrics behavior',
  IngressSpec: 'ingressClassName tls rules',
  JobSpec: 'template backoffLimit ttlSecondsAfterFinished activeDeadlineSeconds completions parallelism',
  LabelSelector: 'matchLabels matchExpressions',
  NetworkPolicySpec: 'podSelector policyTypes ingress egress',
  ObjectMeta: 'name namespace labels annotations',
  PersistentVolumeClaimSpec: 'accessModes storageClassName resources',
  PodDisruptionBudgetSpec: 'minAvailable maxUnavailable selector',
  PodSecurityContext: 'runAsNonRoot runAsUser runAsGroup fsGroup seccompProfile',
  PodSpec:
    'containers initContainers volumes serviceAccountName securityContext imagePullSecrets nodeSelector affinity tolerations topologySpreadConstraints restartPolicy terminationGracePeriodSeconds',
  PodTemplateSpec: 'metadata spec',
  PolicyRule: 'apiGroups resources verbs',
  Probe:
    'httpGet tcpSocket exec grpc initialDelaySeconds periodSeconds timeoutSeconds failureThreshold successThreshold',
  ResourceRequirements: 'requests limits',
  RoleRef: 'apiGroup kind name',
  SecretKeySelector: 'name key',
  SecurityContext:
    'allowPrivilegeEscalation readOnlyRootFilesystem runAsNonRoot runAsUser runAsGroup capabilities seccompProfile',
  ServicePort: 'name port targetPort protocol',
  ServiceSpec: 'selector ports type',
  StatefulSetSpec: 'serviceName replicas selector template volumeClaimTemplates',
  Subject: 'kind name namespace',
  Volume: 'name configMap secret persistentVolumeClaim emptyDir projected hostPath',
  VolumeMount: 'name mountPath subPath readOnly',
};

const orders = new Map<string, readonly string[]>();

/** The place of a field among the usual ones of its type; `undefined` for the others. `isRoot`: of an object itself. */
export function usualIndex(type: string | undefined, field: string, isRoot: boolean): number | undefined {
  const written = isRoot ? ROOT : ORDERS[type ?? ''];
  if (written === undefined) return undefined;
  let order = orders.get(written);
  if (!order) orders.set(written, (order = written.split(' ')));
  const index = order.indexOf(field);
  return index < 0 ? undefined : index;
}
