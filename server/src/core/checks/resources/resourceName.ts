/** What a resource name counts. Quota names (`requests.cpu`, `gold.storageclass.storage.k8s.io/requests.storage`) count as what they limit. */
export type Measure = 'cpu' | 'bytes' | 'count';

export function measureOf(name: string): Measure {
  const base = /(?:^|\/)(?:requests|limits)\.([\w.-]+)$/.exec(name)?.[1] ?? name;
  if (base === 'cpu') return 'cpu';
  return BYTES.has(base) || base.startsWith('hugepages-') ? 'bytes' : 'count';
}

const BYTES: ReadonlySet<string> = new Set(['memory', 'storage', 'ephemeral-storage']);

/** Counted in whole units: https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-on-object-count and extended resources. */
export function isWhole(name: string): boolean {
  return OBJECTS.has(name) || isExtended(name);
}

const OBJECTS: ReadonlySet<string> = new Set([
  'pods',
  'services',
  'services.nodeports',
  'services.loadbalancers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
]);

/** Such as `nvidia.com/gpu`: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources. */
export function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');
}

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** As sentences name it. */
export function shownName(name: string): string {
  return name === 'cpu' ? 'CPU' : name;
}
