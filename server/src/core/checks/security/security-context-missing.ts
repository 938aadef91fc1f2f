import { set } from '../../manifest/edit.ts';
import type { Value } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { EVERY_CONTAINER, isPart, lacksContext, runsOnWindows } from './securityContexts.ts';

export default defineCheck({
  id: 'security-context-missing',
  title: 'Containers have security settings',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: { trivy: ['KSV-0118'], checkov: ['CKV_K8S_29', 'CKV_K8S_30'] },
  check(context) {
    const { target, environment, report } = context;
    if (isPart(environment) || !lacksContext(context) || runsOnWindows(context)) return;
    const field = target.at('securityContext');
    const message = `${containerName(target)} and its pod have no security settings: set \`securityContext\``;
    report(field, message, {
      at: containerField(target),
      fixes: [
        {
          title: 'Add what the restricted standard asks for',
          safe: false,
          edits: () => set(field, RESTRICTED),
        },
      ],
    });
  },
});

/** Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted. */
const RESTRICTED: Value = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
