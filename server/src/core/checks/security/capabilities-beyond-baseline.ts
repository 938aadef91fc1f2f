import { remove, set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { BASELINE, capabilities, DANGEROUS } from './capabilities.ts';
import { EVERY_CONTAINER, isPrivileged } from './securityContexts.ts';

export default defineCheck({
  id: 'capabilities-beyond-baseline',
  title: 'Containers add only capabilities that container runtimes give by default',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: { trivy: ['KSV-0022'], checkov: ['CKV_K8S_25'] },
  pss: 'baseline',
  check(context) {
    const { target, environment, report } = context;
    if (isPrivileged(context)) return;
    for (const { field, written, name } of capabilities(target, 'add')) {
      if (BASELINE.has(written)) continue;
      if (BASELINE.has(name)) {
        report(field, `the Pod Security Standards know no capability \`${written}\`: write ${name}`, {
          fixes: [{ title: `Change to \`${name}\``, safe: false, edits: () => set(field, name) }],
        });
      } else if (!(environment.isOn('dangerous-capabilities') && Object.hasOwn(DANGEROUS, name))) {
        report(field, `the baseline standard lets no container add ${written}: remove it if you can`, {
          fixes: [{ title: `Remove ${written}`, safe: false, edits: () => remove(field) }],
        });
      }
    }
  },
});
