import { defineCheck } from '../check.ts';
import { POD_SOURCES } from '../storage/volumes.ts';

export default defineCheck({
  id: 'restricted-volume-types',
  title: 'Pods name network storage by claims and not by address',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: null,
  aliases: { trivy: ['KSV-0028'] },
  pss: 'restricted',
  check({ target, environment, report }) {
    for (const volume of target.at('volumes').items()) {
      const sources = POD_SOURCES.map((name) => volume.at(name)).filter(({ exists }) => exists);
      if (sources.some(({ key }) => ALLOWED.has(String(key)))) continue;
      for (const source of sources) {
        if (source.key === 'hostPath' && environment.isOn('host-path-volume')) continue;
        const message = `the restricted standard has no volumes of type \`${source.key}\`: use a \`persistentVolumeClaim\``;
        report(source, message, { onKey: true });
      }
    }
  },
});

/** Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted. */
const ALLOWED: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
