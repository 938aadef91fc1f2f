import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { capabilities, DANGEROUS } from './capabilities.ts';
import { EVERY_CONTAINER, isPrivileged } from './securityContexts.ts';

export default defineCheck({
  id: 'dangerous-capabilities',
  title: 'Containers add no capability with which they control their node',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: {
    polaris: ['dangerousCapabilities'],
    trivy: ['KSV-0005', 'KSV-0120'],
    checkov: ['CKV_K8S_39'],
  },
  pss: 'baseline',
  check(context) {
    if (isPrivileged(context)) return;
    for (const { field, written, name } of capabilities(context.target, 'add')) {
      const power = Object.hasOwn(DANGEROUS, name) ? DANGEROUS[name] : undefined;
      if (power === undefined) continue;
      context.report(field, `${written} ${power}: remove it, or add something smaller`, {
        fixes: [{ title: `Remove ${written}`, safe: false, edits: () => remove(field) }],
      });
    }
  },
});
