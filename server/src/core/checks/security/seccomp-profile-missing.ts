import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { isUnhardened } from './hardening.ts';
import { EVERY_CONTAINER, isExempt, isPrivileged, isSilent, setting } from './securityContexts.ts';

export default defineCheck({
  id: 'seccomp-profile-missing',
  title: 'Containers have a seccomp profile',
  category: 'security',
  severity: 'information',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-score': ['container-seccomp-profile'],
    trivy: ['KSV-0030'],
    checkov: ['CKV_K8S_31'],
  },
  pss: 'restricted',
  check(context) {
    const { target, pod, environment, report } = context;
    if (!pod || setting(context, 'seccompProfile').exists) return;
    if (isExempt(context) || isPrivileged(context) || isSilent(context)) return;
    if (environment.isOn('linux-hardening') && isUnhardened(context)) return;
    const shared = pod.spec.at('securityContext', 'seccompProfile');
    const message = `${containerName(target)} may use every system call, unless its node says otherwise: set \`seccompProfile.type: RuntimeDefault\``;
    report(target.at('securityContext', 'seccompProfile'), message, {
      at: containerField(target),
      fixes: [
        {
          title: 'Set `seccompProfile` of the pod to `RuntimeDefault`',
          safe: false,
          edits: () => set(shared, { type: 'RuntimeDefault' }),
        },
      ],
    });
  },
});
