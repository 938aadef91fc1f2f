import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { everySecurityContext } from './securityContexts.ts';

export default defineCheck({
  id: 'seccomp-unconfined',
  title: 'Nothing switches seccomp off',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { trivy: ['KSV-0104'] },
  pss: 'baseline',
  check({ pod, report }) {
    for (const settings of everySecurityContext(pod)) {
      const field = settings.at('seccompProfile', 'type');
      if (field.value !== 'Unconfined') continue;
      report(field, '`Unconfined` allows every system call: use `RuntimeDefault`', {
        fixes: [
          {
            title: 'Change to `RuntimeDefault`',
            safe: false,
            edits: () => set(field, 'RuntimeDefault'),
          },
        ],
      });
    }
  },
});
