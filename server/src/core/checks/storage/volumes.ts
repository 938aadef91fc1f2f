import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';

/**
 * Sources of volumes in pods, in the order in which the API server reads them
 * (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/).
 */
export const POD_SOURCES: readonly string[] = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
];

/** A volume that containers of a pod can mount. */
export interface PodVolume {
  readonly name: string;
  readonly field: Field;
  /** It comes from a claim, so it can be a device, too. */
  readonly claimed: boolean;
}

/** The volumes of a pod, with those that a StatefulSet adds from its `volumeClaimTemplates`. */
export function podVolumes({ spec }: PodTemplate, resource: Resource): PodVolume[] {
  const volumes = spec
    .at('volumes')
    .items()
    .map((field) => ({
      field: field.at('name'),
      claimed: field.at('persistentVolumeClaim').exists || field.at('ephemeral').exists,
    }));
  const claims = claimTemplates(resource).map((claim) => ({
    field: claim.at('metadata', 'name'),
    claimed: true,
  }));
  return [...volumes, ...claims].flatMap(({ field, claimed }) =>
    field.written ? [{ name: field.written, field, claimed }] : [],
  );
}

/** The `volumeClaimTemplates` of a StatefulSet. */
export function claimTemplates({ group, kind, root }: Resource): Field[] {
  return group === 'apps' && kind === 'StatefulSet' ? root.at('spec', 'volumeClaimTemplates').items() : [];
}

/** The names by which a container mounts volumes, uses them as devices or reads files from them. */
export function volumeUses(container: Field): Field[] {
  const items = (list: string): Field[] => container.at(list).items();
  return [
    ...[...items('volumeMounts'), ...items('volumeDevices')].map((item) => item.at('name')),
    ...items('env').map((item) => item.at('valueFrom', 'fileKeyRef', 'volumeName')),
  ];
}

/** Whether a path leads upwards somewhere. */
export function hasBackstep(path: string): boolean {
  return path.split('/').includes('..');
}

/** What is wrong with a path that has to lie below something, if anything. */
export function descendingProblem(path: string): string | undefined {
  if (path.startsWith('/')) return `it must be relative: remove the '/' in front`;
  return hasBackstep(path) ? `it must not lead upwards: remove '..'` : undefined;
}
