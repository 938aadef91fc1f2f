import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { isUnhardened } from './hardening.ts';
import { EVERY_CONTAINER, isPrivileged } from './securityContexts.ts';

export default defineCheck({
  id: 'linux-hardening',
  title: 'Containers use at least one of seccomp, AppArmor, SELinux and dropped capabilities',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: { polaris: ['linuxHardening'] },
  check(context) {
    const { target, pod, report } = context;
    if (!pod || isPrivileged(context) || !isUnhardened(context)) return;
    const profile = pod.spec.at('securityContext', 'seccompProfile');
    const message = `nothing narrows what ${containerName(target)} may ask of the kernel: set \`seccompProfile.type: RuntimeDefault\``;
    report(target.at('securityContext', 'seccompProfile'), message, {
      at: containerField(target),
      fixes: [
        {
          title: 'Set `seccompProfile` of the pod to `RuntimeDefault`',
          safe: false,
          edits: () => set(profile, { type: 'RuntimeDefault' }),
        },
      ],
    });
  },
});
