import { defineCheck } from '../check.ts';
import { removeAll } from '../services/removeAll.ts';
import { hostPaths, isRuntimeSocket } from './hostPaths.ts';

export default defineCheck({
  id: 'docker-sock',
  title: 'Pods do not use the socket of the container runtime',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['docker-sock'], trivy: ['KSV-0006'], checkov: ['CKV_K8S_27'] },
  pss: 'baseline',
  check({ target, pod, report }) {
    for (const one of hostPaths(target)) {
      if (!isRuntimeSocket(one)) continue;
      const mounts = (pod?.containers ?? [])
        .flatMap(({ field }) => field.at('volumeMounts').items())
        .filter((mount) => one.name !== undefined && mount.at('name').written === one.name);
      const message = `whoever can use ${one.path} can run anything on the node as root: remove the volume`;
      report(one.hostPath.at('path'), message, {
        fixes: [
          {
            title: 'Remove the volume and its mounts',
            safe: false,
            edits: () => removeAll([one.volume, ...mounts]),
          },
        ],
      });
    }
  },
});
