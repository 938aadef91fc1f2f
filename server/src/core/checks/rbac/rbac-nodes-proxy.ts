import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { READ, reportedGrants, WRITE } from './grants.ts';

export default defineCheck({
  id: 'rbac-nodes-proxy',
  title: 'Roles leave out the proxy to the kubelet',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0047'], checkov: ['CKV2_K8S_2'] },
  check(context) {
    for (const { resources } of reportedGrants(context, PROXY)) {
      context.report(
        resources[0],
        `\`${resources[0].string}\` lets its holder run commands in every pod of a node, even with \`get\` alone: name what is needed, such as nodes/metrics`,
      );
    }
  },
});

/** WebSockets begin with a GET, so the kubelet sees `exec` as reading (https://kubernetes.io/docs/concepts/security/rbac-good-practices/#access-to-proxy-subresource-of-nodes). */
const PROXY: readonly Permission[] = [{ verbs: [...READ, ...WRITE], group: '', resources: ['nodes/proxy'] }];
