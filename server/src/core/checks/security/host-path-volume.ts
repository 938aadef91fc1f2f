import { defineCheck } from '../check.ts';
import { hostPaths, isReported } from './hostPaths.ts';

export default defineCheck({
  id: 'host-path-volume',
  title: 'Pods use no files of their node',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: null,
  aliases: { polaris: ['hostPathSet'], trivy: ['KSV-0023'] },
  pss: 'baseline',
  check({ target, environment, report }) {
    for (const one of hostPaths(target)) {
      if (isReported(one, environment)) continue;
      const name = one.name ? `volume "${one.name}"` : 'this volume';
      const message = `${name} is a folder or file of the node: use a volume that moves with the pod`;
      report(one.hostPath, message, { onKey: true });
    }
  },
});
