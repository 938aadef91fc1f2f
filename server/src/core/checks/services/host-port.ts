import { defineCheck } from '../check.ts';
import { removeAll } from './removeAll.ts';

export default defineCheck({
  id: 'host-port',
  title: 'Containers take no ports of their node',
  category: 'services',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'edit', safe: false },
  aliases: { polaris: ['hostPortSet'], trivy: ['KSV-0024'], checkov: ['CKV_K8S_26'] },
  pss: 'baseline',
  check({ target, resource, report }) {
    // A DaemonSet has one pod per node anyway.
    const reason =
      resource.kind === 'DaemonSet'
        ? 'on every node, often past NetworkPolicies: use a Service if any of its pods will do'
        : 'of the node, so only one such pod fits there: use a Service instead';
    for (const port of target.at('ports').items()) {
      const field = port.at('hostPort');
      if (!field.number) continue;
      report(field, `hostPort ${field.number} takes a port ${reason}`, {
        fixes: [
          { title: 'Remove `hostPort`', safe: false, edits: () => removeAll([field, port.at('hostIP')]) },
        ],
      });
    }
  },
});
