import type { Resource } from '../../manifest/resource.ts';
import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { grants, reportedGrants } from './grants.ts';

export default defineCheck({
  id: 'rbac-csr-approve',
  title: 'Roles cannot approve certificates for anybody',
  category: 'rbac',
  severity: 'warning',
  scope: 'object',
  kinds: ['ClusterRole'],
  on: 'object',
  fix: null,
  aliases: { checkov: ['CKV_K8S_156'] },
  check(context) {
    if (onlyOwnSigners(context.resource)) return;
    for (const { resources } of reportedGrants(context, APPROVAL)) {
      context.report(
        resources[0],
        'who approves certificates can become any user of the cluster: name the signers in `resourceNames`',
      );
    }
  },
});

const GROUP = 'certificates.k8s.io';
const APPROVAL: readonly Permission[] = [
  { verbs: ['update', 'patch'], group: GROUP, resources: ['certificatesigningrequests/approval'] },
];
const SIGNERS: readonly Permission[] = [{ verbs: ['approve'], group: GROUP, resources: ['signers'] }];

/**
 * Approving takes a second permission, for the signer; without a signer of Kubernetes' own no certificate opens the cluster
 * (https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization).
 */
function onlyOwnSigners(role: Resource): boolean {
  const found = grants(role, SIGNERS);
  return (
    found.length > 0 &&
    found.every(({ names }) => names.length > 0 && names.every((name) => !name.startsWith('kubernetes.io/')))
  );
}
