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
  { folder: 'examples', id: 'resources-missing', count: 4, reason: SHOWN },
  { folder: 'examples', id: 'invalid-port', count: 2, reason: SHOWN },
  { folder: 'examples', id: 'duplicate-port-name', count: 1, reason: SHOWN },
  { folder: 'examples', id: 'api-request-exceeds-limit', count: 1, reason: SHOWN },
  { folder: 'examples', id: 'api-service-port-names', count: 2, reason: SHOWN },
];
