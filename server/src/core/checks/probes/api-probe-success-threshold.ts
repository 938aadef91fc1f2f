import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-probe-success-threshold',
  title: 'One success ends a liveness or startup probe',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: true },
  check({ target, report }) {
    for (const probe of ['livenessProbe', 'startupProbe']) {
      const field = target.at(probe, 'successThreshold');
      // 0 is taken for 1.
      if (!field.number || field.number === 1) continue;
      report(field, `\`successThreshold\` of a ${probe} must be 1: only readiness can ask for more`, {
        fixes: [{ title: 'Change to 1', safe: true, edits: () => set(field, 1) }],
      });
    }
  },
});
