import type { Minor } from '../../kinds/versions.ts';
import { formatVersion } from '../../kinds/versions.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'warn-deprecated-volume',
  title: 'Volumes come from sources that Kubernetes still serves',
  category: 'deprecation',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ resource, pod, environment, report }) {
    const persistent = resource.group === '' && resource.kind === 'PersistentVolume';
    const volumes = persistent ? [resource.root.at('spec')] : (pod?.spec.at('volumes').items() ?? []);
    for (const volume of volumes) {
      for (const [source, { deprecated, gone, advice }] of Object.entries(SOURCES)) {
        const field = volume.at(source);
        if (!field.exists || environment.version < deprecated || (persistent && source === 'gitRepo'))
          continue;
        const state =
          environment.version >= gone
            ? `\`${source}\` no longer works since Kubernetes ${formatVersion(gone)}`
            : `\`${source}\` is deprecated and stops working in Kubernetes ${formatVersion(gone)}`;
        report(field, `${state}: ${advice}`, { onKey: true, tags: ['deprecated'] });
      }
    }
  },
});

interface Source {
  readonly deprecated: Minor;
  readonly gone: Minor;
  readonly advice: string;
}

const DRIVER = 'use a volume of a CSI driver';

/** Source: https://kubernetes.io/docs/concepts/storage/volumes/#volume-types. */
const SOURCES: Readonly<Record<string, Source>> = {
  photonPersistentDisk: { deprecated: 11, gone: 16, advice: DRIVER },
  gitRepo: { deprecated: 11, gone: 33, advice: 'clone into an emptyDir from an init container' },
  scaleIO: { deprecated: 16, gone: 22, advice: DRIVER },
  flocker: { deprecated: 22, gone: 25, advice: DRIVER },
  storageos: { deprecated: 22, gone: 25, advice: DRIVER },
  quobyte: { deprecated: 22, gone: 25, advice: DRIVER },
  glusterfs: { deprecated: 25, gone: 26, advice: DRIVER },
  cephfs: { deprecated: 28, gone: 31, advice: 'use a volume of the CephFS CSI driver' },
  rbd: { deprecated: 28, gone: 31, advice: 'use a volume of the RBD CSI driver' },
};
