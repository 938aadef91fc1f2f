import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { SAFE_ID } from './ids.ts';
import { everySecurityContext, isRelaxed } from './securityContexts.ts';

export default defineCheck({
  id: 'run-as-group-root',
  title: 'Nothing is told to belong to the group of root',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-linter': ['run-as-non-root'], trivy: ['KSV-0116'] },
  check(context) {
    const { environment, pod, report } = context;
    if (isRelaxed(context)) return;
    const shared = pod?.spec.at('securityContext', 'runAsUser');
    for (const settings of everySecurityContext(pod)) {
      const own = settings.at('runAsUser');
      const user = own.exists ? own : shared;
      // Root may do all that its group may.
      if (user?.number === 0 && environment.isOn('run-as-user-root')) continue;
      const groups = settings.at('supplementalGroups').items();
      for (const field of [settings.at('runAsGroup'), settings.at('fsGroup'), ...groups]) {
        if (field.number !== 0) continue;
        report(field, 'group 0 is that of root, to whom many files of an image belong: use another group', {
          fixes: [groups.includes(field) ? removal(field) : replacement(field)],
        });
      }
    }
  },
});

function removal(field: Field): Fix {
  return { title: 'Remove group 0', safe: false, edits: () => remove(field) };
}

function replacement(field: Field): Fix {
  const group = placeholder(SAFE_ID, { hint: 'use a group that the image can run as' });
  return { title: `Use group ${SAFE_ID}`, safe: false, edits: () => set(field, group) };
}
