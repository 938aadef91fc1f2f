import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { hasOthers, keepOne, listed, writtenOf } from '../oneOf.ts';
import { POD_SOURCES } from './volumes.ts';

export default defineCheck({
  id: 'api-volume-one-source',
  title: 'A volume has one source',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, pod, environment, report }) {
    // A volume of a pod without a source is an emptyDir.
    for (const volume of pod?.spec.at('volumes').items() ?? []) {
      reportSecond(writtenOf(volume, POD_SOURCES), report);
      for (const source of volume.at('projected', 'sources').items())
        reportSecond(writtenOf(source, PROJECTED), report, source);
    }
    if (resource.group !== '' || resource.kind !== 'PersistentVolume') return;
    const spec = resource.root.at('spec');
    const sources = writtenOf(spec, PERSISTENT);
    reportSecond(sources, report);
    if (!spec.isMap || sources.length > 0 || environment.partial || hasOthers(spec, OTHER_FIELDS)) return;
    report(spec, 'this volume has no source: add one, such as `csi` or `nfs`', { onKey: true });
  },
});

function reportSecond(sources: readonly Field[], report: ObjectContext['report'], field?: Field): void {
  const [, second] = sources;
  if (!second) return;
  const message = `a volume cannot come from ${listed(sources.map(({ key }) => key))}: keep one of them`;
  report(field ?? second, message, { at: second, fixes: keepOne(sources) });
}

const PROJECTED = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
];

/** Source: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-v1/. */
const PERSISTENT = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
];

const OTHER_FIELDS = [
  'capacity',
  'accessModes',
  'claimRef',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'mountOptions',
  'volumeMode',
  'nodeAffinity',
  'volumeAttributesClassName',
];
