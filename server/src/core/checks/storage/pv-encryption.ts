import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'pv-encryption',
  title: 'Volumes are encrypted where their driver leaves it open',
  category: 'storage',
  severity: 'off',
  scope: 'object',
  kinds: ['StorageClass', 'PersistentVolume'],
  on: 'object',
  fix: null,
  check({ resource, environment, report }) {
    if (environment.partial) return;
    const { driver, parameters } = volumeSource(resource);
    const name = driver.string;
    const parameter = name === undefined ? undefined : PARAMETERS.get(name);
    if (!parameter) return;
    const field = parameters.at(parameter);
    if (/^(?:true|t|1)$/i.test(field.written ?? '')) return;
    report(field, `volumes of ${name} are encrypted only if asked for: set \`${parameter}: "true"\``, {
      at: field.exists ? field : driver,
    });
  },
});

/**
 * Drivers that encrypt on request, and how they are asked: https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md,
 * https://github.com/ceph/ceph-csi/blob/devel/docs/rbd/deploy.md, https://longhorn.io/docs/latest/advanced-resources/security/volume-encryption/,
 * https://docs.portworx.com. The disks of Azure and Google Cloud are always encrypted.
 */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['ebs.csi.aws.com', 'encrypted'],
  ['kubernetes.io/aws-ebs', 'encrypted'],
  ['rbd.csi.ceph.com', 'encrypted'],
  ['cephfs.csi.ceph.com', 'encrypted'],
  ['driver.longhorn.io', 'encrypted'],
  ['pxd.portworx.com', 'secure'],
  ['kubernetes.io/portworx-volume', 'secure'],
]);

/** Of volumes that exist already, a manifest says only for some drivers whether they are encrypted. */
function volumeSource({ group, kind, root }: Resource): {
  readonly driver: Field;
  readonly parameters: Field;
} {
  if (kind === 'StorageClass' && group === 'storage.k8s.io')
    return { driver: root.at('provisioner'), parameters: root.at('parameters') };
  const csi = root.at('spec', 'csi');
  const known = csi.at('driver').string !== 'ebs.csi.aws.com';
  return { driver: known ? csi.at('driver') : csi.at(''), parameters: csi.at('volumeAttributes') };
}
