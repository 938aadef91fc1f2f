import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerName } from '../resources/containerResources.ts';
import { EVERY_CONTAINER } from './securityContexts.ts';

export default defineCheck({
  id: 'privileged-container',
  title: 'Containers are not privileged',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['privileged-container'],
    'kube-score': ['container-security-context-privileged'],
    polaris: ['runAsPrivileged'],
    trivy: ['KSV-0017'],
    checkov: ['CKV_K8S_16'],
  },
  pss: 'baseline',
  check({ target, report }) {
    const field = target.at('securityContext', 'privileged');
    if (field.value !== true) return;
    const message = `${containerName(target)} can do whatever root of its node can: remove \`privileged\`, and add the capabilities that it needs`;
    report(field, message, {
      fixes: [{ title: 'Set `privileged: false`', safe: false, edits: () => set(field, false) }],
    });
  },
});
