import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { EVERY_CONTAINER, isExempt, isPrivileged, isSilent, isUnknown } from './securityContexts.ts';

export default defineCheck({
  id: 'privilege-escalation',
  title: 'Containers cannot gain more privileges than they start with',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['privilege-escalation-container'],
    polaris: ['privilegeEscalationAllowed'],
    trivy: ['KSV-0001'],
    checkov: ['CKV_K8S_20'],
  },
  pss: 'restricted',
  check(context) {
    const { target, report } = context;
    const field = target.at('securityContext', 'allowPrivilegeEscalation');
    if (field.value === false || isUnknown(field) || isExempt(context) || isPrivileged(context)) return;
    if (!field.exists && isSilent(context)) return;
    const message = `${containerName(target)} may gain privileges, as through a setuid program: set \`allowPrivilegeEscalation: false\``;
    report(field, message, {
      at: field.exists ? field : containerField(target),
      fixes: [
        { title: 'Set `allowPrivilegeEscalation: false`', safe: false, edits: () => set(field, false) },
      ],
    });
  },
});
