/** Which objects a field names. */
export interface NameField {
  /** The kinds that it may name; with `kindField`, those meant while that one is not written. */
  readonly kinds: readonly string[];
  /** The field beside it that says the kind. */
  readonly kindField?: 'kind';
}

const SCALED = { kinds: ['Deployment', 'StatefulSet', 'ReplicaSet'], kindField: 'kind' } as const;
const BACKEND = { kinds: ['Service'], kindField: 'kind' } as const;
const ISSUER = { kinds: ['Issuer'], kindField: 'kind' } as const;
const CONFIG_MAP = { kinds: ['ConfigMap'] };
const SECRET = { kinds: ['Secret'] };
const SERVICE = { kinds: ['Service'] };
const STORAGE_CLASS = { kinds: ['StorageClass'] };
const SERVICE_ACCOUNT = { kinds: ['ServiceAccount'] };

/**
 * Fields that name other objects, as `Type.field` in the API's own words
 * (https://kubernetes.io/docs/reference/kubernetes-api/). A field `namespace` beside one says where the object is.
 */
export const NAME_FIELDS: Readonly<Record<string, NameField>> = {
  'ConfigMapEnvSource.name': CONFIG_MAP,
  'ConfigMapKeySelector.name': CONFIG_MAP,
  'ConfigMapNodeConfigSource.name': CONFIG_MAP,
  'ConfigMapProjection.name': CONFIG_MAP,
  'ConfigMapVolumeSource.name': CONFIG_MAP,
  'SecretEnvSource.name': SECRET,
  'SecretKeySelector.name': SECRET,
  'SecretProjection.name': SECRET,
  'SecretReference.name': SECRET,
  'SecretVolumeSource.secretName': SECRET,
  'SecretObjectReference.name': { kinds: ['Secret'], kindField: 'kind' },
  'IngressTLS.secretName': SECRET,
  'PersistentVolumeClaimVolumeSource.claimName': { kinds: ['PersistentVolumeClaim'] },
  'TypedLocalObjectReference.name': { kinds: ['PersistentVolumeClaim'], kindField: 'kind' },
  'TypedObjectReference.name': { kinds: ['PersistentVolumeClaim'], kindField: 'kind' },
  'PersistentVolumeClaimSpec.storageClassName': STORAGE_CLASS,
  'PersistentVolumeSpec.storageClassName': STORAGE_CLASS,
  'PersistentVolumeClaimSpec.volumeName': { kinds: ['PersistentVolume'] },
  'PodSpec.serviceAccountName': SERVICE_ACCOUNT,
  'PodSpec.serviceAccount': SERVICE_ACCOUNT,
  'PodSpec.priorityClassName': { kinds: ['PriorityClass'] },
  'PodSpec.runtimeClassName': { kinds: ['RuntimeClass'] },
  'PodResourceClaim.resourceClaimName': { kinds: ['ResourceClaim'] },
  'PodResourceClaim.resourceClaimTemplateName': { kinds: ['ResourceClaimTemplate'] },
  'StatefulSetSpec.serviceName': SERVICE,
  'IngressServiceBackend.name': SERVICE,
  'IngressBackend.serviceName': SERVICE,
  'ServiceReference.name': SERVICE,
  'IngressSpec.ingressClassName': { kinds: ['IngressClass'] },
  'CrossVersionObjectReference.name': SCALED,
  'RoleRef.name': { kinds: ['Role', 'ClusterRole'], kindField: 'kind' },
  'Subject.name': { kinds: ['ServiceAccount'], kindField: 'kind' },
  'HTTPBackendRef.name': BACKEND,
  'GRPCBackendRef.name': BACKEND,
  'BackendRef.name': BACKEND,
  'BackendObjectReference.name': BACKEND,
  'ParentReference.name': { kinds: ['Gateway'], kindField: 'kind' },
  'GatewaySpec.gatewayClassName': { kinds: ['GatewayClass'] },
  'IssuerReference.name': ISSUER,
  'IssuerRef.name': ISSUER,
};

/** What a reference without a type of its own names, by the field that holds it. */
const HOLDERS: readonly (readonly [RegExp, NameField])[] = [
  [/^(?:imagePullSecrets|secrets|secretRef|\w+SecretRef)$/, SECRET],
  [/^configMapRef$/, CONFIG_MAP],
];

/** The objects that a field names; `holder` is the field that holds its type. */
export function nameField(type: string, field: string, holder: string): NameField | undefined {
  const known = NAME_FIELDS[`${type}.${field}`];
  if (known || field !== 'name' || !type.endsWith('ObjectReference')) return known;
  return HOLDERS.find(([pattern]) => pattern.test(holder))?.[1];
}

/**
 * Names that every cluster has without a manifest
 * (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings,
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces).
 */
export const GIVEN_NAMES: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['kube-root-ca.crt'],
  ServiceAccount: ['default'],
  PriorityClass: ['system-cluster-critical', 'system-node-critical'],
  Namespace: ['default', 'kube-system', 'kube-public', 'kube-node-lease'],
  ClusterRole: [
    'view',
    'edit',
    'admin',
    'cluster-admin',
    'system:auth-delegator',
    'system:monitoring',
    'system:service-account-issuer-discovery',
  ],
  Group: ['system:authenticated', 'system:serviceaccounts', 'system:unauthenticated', 'system:masters'],
};

/** The group of a kind whose name others use, too: Istio's Gateway, Knative's Service. */
const OWN_GROUP: Readonly<Record<string, string>> = {
  Service: '',
  Gateway: 'gateway.networking.k8s.io',
  Ingress: 'networking.k8s.io',
};

/** Whether an object of that name of kind is the one that references mean. */
export function isMeant({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return OWN_GROUP[kind] === undefined || OWN_GROUP[kind] === group;
}
