/**
 * Labels that the kubelet and cloud providers set on nodes, with values where there are few
 * (https://kubernetes.io/docs/reference/labels-annotations-taints/).
 */
export const NODE_LABELS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/arch': ['amd64', 'arm64'],
  'kubernetes.io/os': ['linux', 'windows'],
  'kubernetes.io/hostname': [],
  'topology.kubernetes.io/zone': [],
  'topology.kubernetes.io/region': [],
  'node.kubernetes.io/instance-type': [],
};

/** Those by which pods are spread or kept together. */
export const TOPOLOGY_KEYS: readonly string[] = [
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
];

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const COMMON_LABELS: readonly string[] = [
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/version',
  'app.kubernetes.io/component',
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/managed-by',
];
