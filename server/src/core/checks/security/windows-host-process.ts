import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { everySecurityContext } from './securityContexts.ts';

export default defineCheck({
  id: 'windows-host-process',
  title: 'Windows containers do not run as processes of their node',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { polaris: ['hostProcess'], trivy: ['KSV-0103'] },
  pss: 'baseline',
  check({ pod, report }) {
    for (const settings of everySecurityContext(pod)) {
      const field = settings.at('windowsOptions', 'hostProcess');
      if (field.value !== true) continue;
      report(field, 'a HostProcess container has its whole node: remove `hostProcess`', {
        fixes: [{ title: 'Remove `hostProcess`', safe: false, edits: () => remove(field) }],
      });
    }
  },
});
