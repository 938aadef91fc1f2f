import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';
import { SAFE_ID } from './ids.ts';
import { everySecurityContext, isRelaxed } from './securityContexts.ts';

export default defineCheck({
  id: 'run-as-user-root',
  title: 'Nothing is told to run as root',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-linter': ['run-as-non-root'], trivy: ['KSV-0105'] },
  pss: 'restricted',
  check(context) {
    if (isRelaxed(context)) return;
    for (const settings of everySecurityContext(context.pod)) {
      const field = settings.at('runAsUser');
      if (field.number !== 0) continue;
      const user = placeholder(SAFE_ID, { hint: 'use a user that the image can run as' });
      context.report(field, 'user 0 is root: run as another user', {
        fixes: [{ title: `Run as user ${SAFE_ID}`, safe: false, edits: () => set(field, user) }],
      });
    }
  },
});
