import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'node-affinity-missing',
  title: 'Pods say on which nodes they may run',
  category: 'availability',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: null,
  aliases: { 'kube-linter': ['no-node-affinity'] },
  check({ target, resource, environment, report }) {
    const affinity = target.at('affinity', 'nodeAffinity');
    if (environment.partial || affinity.exists || target.at('nodeName').exists) return;
    if (target.at('nodeSelector').entries().length > 0) return;
    report(affinity, 'neither `nodeAffinity` nor `nodeSelector`, so these pods may run on any node: choose', {
      at: resource.root.at('metadata', 'name'),
    });
  },
});
