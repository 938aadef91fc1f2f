/** Errors that were read and are true. Whatever else is found is a bug of ours, or has to be read and listed here. */
export interface Reviewed {
  readonly folder: string;
  readonly id: string;
  readonly count: number;
  readonly reason: string;
}

const NO_RESOURCES = 'containers without any request or limit';
const REMOVED = 'API versions that Kubernetes has removed';
const SHOWN = 'put into the example to be found';
const WRONG = 'wrong on purpose, for a test of the project';
const ROLLOUTS = 'github.com/argoproj/argo-rollouts';
const NGINX = 'k8s.io/ingress-nginx';
const GATEWAY = 'sigs.k8s.io/gateway-api';
const PROMETHEUS = 'github.com/prometheus-operator/prometheus-operator';
const FLUX = 'github.com/fluxcd/flux2/v2';

export const REVIEWED: readonly Reviewed[] = [
  { folder: '@freelensapp/resource-templates', id: 'resources-missing', count: 7, reason: NO_RESOURCES },
  { folder: '@k8slens/resource-templates', id: 'deprecated-api', count: 1, reason: REMOVED },
  { folder: '@k8slens/resource-templates', id: 'resources-missing', count: 7, reason: NO_RESOURCES },
  { folder: '@kinvolk/headlamp-plugin', id: 'resources-missing', count: 3, reason: NO_RESOURCES },
  {
    folder: '@kinvolk/headlamp-plugin',
    id: 'wrong-type',
    count: 1,
    reason: 'an ACME Order whose authorizations are addresses and not objects',
  },
  { folder: '@pulumi/eks', id: 'deprecated-api', count: 4, reason: REMOVED },
  { folder: '@pulumi/eks', id: 'resources-missing', count: 4, reason: NO_RESOURCES },
  { folder: 'redis-commander', id: 'deprecated-api', count: 1, reason: REMOVED },
  { folder: ROLLOUTS, id: 'api-container-name-unique', count: 1, reason: WRONG },
  { folder: ROLLOUTS, id: 'api-ephemeral-create', count: 1, reason: WRONG },
  {
    folder: ROLLOUTS,
    id: 'api-ingress-path-type',
    count: 6,
    reason: 'Ingresses that were taken over from an API version without pathType',
  },
  {
    folder: ROLLOUTS,
    id: 'api-job-selector',
    count: 1,
    reason: 'a Job as it is in a cluster, with the selector that the cluster has set',
  },
  { folder: ROLLOUTS, id: 'api-quantity-syntax', count: 3, reason: WRONG },
  { folder: ROLLOUTS, id: 'deprecated-api', count: 14, reason: REMOVED },
  {
    folder: ROLLOUTS,
    id: 'required-field',
    count: 9,
    reason: 'fixtures of Kustomize and of the linter that lack fields of the definitions beside them',
  },
  { folder: ROLLOUTS, id: 'resources-missing', count: 55, reason: NO_RESOURCES },
  { folder: ROLLOUTS, id: 'selector-mismatch', count: 1, reason: WRONG },
  {
    folder: ROLLOUTS,
    id: 'unknown-field',
    count: 19,
    reason:
      'a creationTimestamp where the definition knows none, which the API server refuses; fields that are wrong on purpose',
  },
  { folder: ROLLOUTS, id: 'wrong-type', count: 2, reason: 'a preferred affinity that is no list' },
  {
    folder: ROLLOUTS,
    id: 'yaml-syntax',
    count: 1,
    reason: 'an item that is indented as no other; the test expects a failure',
  },
  {
    folder: 'github.com/cert-manager/cert-manager',
    id: 'yaml-syntax',
    count: 1,
    reason: '`{PREFIX}.16`, which is YAML only once a script has filled it in',
  },
  { folder: FLUX, id: 'api-name-dns-subdomain', count: 2, reason: WRONG },
  { folder: FLUX, id: 'api-service-name-dns1035', count: 1, reason: WRONG },
  {
    folder: FLUX,
    id: 'invalid-crd',
    count: 2,
    reason: 'definitions without a schema, of which the test reads the names only',
  },
  { folder: FLUX, id: 'wrong-type', count: 2, reason: WRONG },
  {
    folder: 'github.com/kedacore/keda/v2',
    id: 'required-field',
    count: 1,
    reason: 'a sample that has a comment in the place of the template',
  },
  {
    folder: PROMETHEUS,
    id: 'required-field',
    count: 2,
    reason: 'monitors without the selector that they need',
  },
  { folder: PROMETHEUS, id: 'resources-missing', count: 6, reason: NO_RESOURCES },
  { folder: NGINX, id: 'api-secret-type-keys', count: 1, reason: 'words in the place of base64' },
  { folder: NGINX, id: 'deprecated-api', count: 1, reason: REMOVED },
  { folder: NGINX, id: 'resources-missing', count: 29, reason: NO_RESOURCES },
  { folder: NGINX, id: 'wrong-type', count: 1, reason: 'a variable whose value is a boolean' },
  { folder: 'knative.dev/serving', id: 'resources-missing', count: 11, reason: NO_RESOURCES },
  { folder: GATEWAY, id: 'duplicate-key', count: 4, reason: WRONG },
  { folder: GATEWAY, id: 'invalid-value', count: 11, reason: WRONG },
  { folder: GATEWAY, id: 'required-field', count: 3, reason: WRONG },
  { folder: GATEWAY, id: 'resources-missing', count: 4, reason: NO_RESOURCES },
  { folder: 'sigs.k8s.io/metrics-server', id: 'deprecated-api', count: 1, reason: REMOVED },
  { folder: 'examples', id: 'resources-missing', count: 4, reason: SHOWN },
  { folder: 'examples', id: 'invalid-port', count: 2, reason: SHOWN },
  { folder: 'examples', id: 'duplicate-port-name', count: 1, reason: SHOWN },
  { folder: 'examples', id: 'api-request-exceeds-limit', count: 1, reason: SHOWN },
  { folder: 'examples', id: 'api-service-port-names', count: 2, reason: SHOWN },
];
