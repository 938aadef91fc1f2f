import { defineCheck } from '../check.ts';
import { dangerOf, hostPaths, isRuntimeSocket } from './hostPaths.ts';

export default defineCheck({
  id: 'sensitive-host-mount',
  title: 'Pods do not use the folders with which they control their node',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: null,
  aliases: { 'kube-linter': ['sensitive-host-mounts'], trivy: ['KSV-0121'] },
  pss: 'baseline',
  check({ target, environment, report }) {
    for (const one of hostPaths(target)) {
      const danger = dangerOf(one);
      if (danger === undefined || (isRuntimeSocket(one) && environment.isOn('docker-sock'))) continue;
      const message = `${one.path} of the node holds ${danger}: mount only the file or folder that is needed`;
      report(one.hostPath.at('path'), message);
    }
  },
});
