import { defineCheck } from '../check.ts';
import { reportShared } from './hostNamespace.ts';

export default defineCheck({
  id: 'host-network',
  title: 'Pods have a network of their own',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['host-network'],
    polaris: ['hostNetworkSet'],
    trivy: ['KSV-0009'],
    checkov: ['CKV_K8S_19'],
  },
  pss: 'baseline',
  check: (context) =>
    reportShared(
      context,
      'hostNetwork',
      'the pod has the network of its node, past NetworkPolicies and with its local services',
    ),
});
