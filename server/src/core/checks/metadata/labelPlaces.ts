import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { isNetworkPolicy, isService } from '../../references/objects.ts';

/** The mappings of labels in an object: its own, those of its pods, and those by which it selects. */
export function labelMaps(resource: Resource, pod: PodTemplate | undefined): Field[] {
  const { root } = resource;
  const maps = [root.at('metadata', 'labels')];
  if (pod) maps.push(pod.spec.at('nodeSelector'));
  if (pod && pod.metadata.path !== root.at('metadata').path) maps.push(pod.metadata.at('labels'));
  if (isService(resource) || (resource.group === '' && resource.kind === 'ReplicationController'))
    maps.push(root.at('spec', 'selector'));
  if (resource.kind === 'RuntimeClass') maps.push(root.at('scheduling', 'nodeSelector'));
  if (resource.kind === 'ResourceClaimTemplate') maps.push(root.at('spec', 'metadata', 'labels'));
  return [...maps, ...labelSelectors(resource, pod).map((selector) => selector.at('matchLabels'))].filter(
    ({ isMap }) => isMap,
  );
}

/** The mappings of annotations in an object. */
export function annotationMaps({ root }: Resource, pod: PodTemplate | undefined): Field[] {
  const own = root.at('metadata', 'annotations');
  const pods = pod?.metadata.at('annotations');
  return [own, ...(pods && pods.path !== own.path ? [pods] : [])].filter(({ isMap }) => isMap);
}

/** The label selectors (`matchLabels`, `matchExpressions`) in an object that the API server checks. */
export function labelSelectors(resource: Resource, pod: PodTemplate | undefined): Field[] {
  return [...ownSelectors(resource), ...(pod ? podSelectors(pod.spec) : [])].filter(({ isMap }) => isMap);
}

const SELECTING: Readonly<Record<string, readonly string[]>> = {
  apps: ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'],
  batch: ['Job'],
  policy: ['PodDisruptionBudget'],
  '': ['PersistentVolumeClaim'],
};

function ownSelectors(resource: Resource): Field[] {
  const { group, kind, root } = resource;
  const spec = root.at('spec');
  if (isNetworkPolicy(resource)) return [spec.at('podSelector'), ...peerSelectors(spec)];
  const own = SELECTING[group]?.includes(kind) ? [spec.at('selector')] : [];
  if (group === 'apps' && kind === 'StatefulSet') {
    const claims = spec.at('volumeClaimTemplates').items();
    return [...own, ...claims.map((claim) => claim.at('spec', 'selector'))];
  }
  if (group === 'rbac.authorization.k8s.io' && kind === 'ClusterRole')
    return root.at('aggregationRule', 'clusterRoleSelectors').items();
  if (group === 'storage.k8s.io' && kind === 'CSIStorageCapacity') return [root.at('nodeTopology')];
  if (group === 'admissionregistration.k8s.io') {
    const matching = [...root.at('webhooks').items(), spec.at('matchConstraints'), spec.at('matchResources')];
    return [
      ...matching.flatMap((one) => [one.at('namespaceSelector'), one.at('objectSelector')]),
      spec.at('paramRef', 'selector'),
    ];
  }
  return own;
}

/** Those of the peers of a NetworkPolicy. */
function peerSelectors(spec: Field): Field[] {
  return [
    ['ingress', 'from'],
    ['egress', 'to'],
  ].flatMap(([direction = '', side = '']) =>
    spec
      .at(direction)
      .items()
      .flatMap((rule) => rule.at(side).items())
      .flatMap((peer) => [peer.at('podSelector'), peer.at('namespaceSelector')]),
  );
}

function podSelectors(spec: Field): Field[] {
  const terms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const affinity = spec.at('affinity', kind);
    return [
      ...affinity.at('requiredDuringSchedulingIgnoredDuringExecution').items(),
      ...affinity
        .at('preferredDuringSchedulingIgnoredDuringExecution')
        .items()
        .map((term) => term.at('podAffinityTerm')),
    ];
  });
  const spread = spec.at('topologySpreadConstraints').items();
  return [
    ...terms.flatMap((term) => [term.at('labelSelector'), term.at('namespaceSelector')]),
    ...spread.map((constraint) => constraint.at('labelSelector')),
  ];
}
