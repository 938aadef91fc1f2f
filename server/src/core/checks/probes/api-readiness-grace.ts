import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-readiness-grace',
  title: 'Readiness probes have no grace period',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: true },
  check({ target, report }) {
    const field = target.at('readinessProbe', 'terminationGracePeriodSeconds');
    if (!field.exists) return;
    report(field, 'readiness stops no container, so its probe has no grace period: remove it', {
      onKey: true,
      fixes: [{ title: `Remove \`${field.key}\``, safe: true, edits: () => remove(field) }],
    });
  },
});
