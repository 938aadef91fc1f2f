import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-pdb-both',
  title: 'A PodDisruptionBudget has one limit',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['PodDisruptionBudget'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    const spec = target.at('spec');
    const [least, most] = [spec.at('minAvailable'), spec.at('maxUnavailable')];
    if (resource.group !== 'policy' || !least.exists || !most.exists) return;
    report(spec, 'a budget has `minAvailable` or `maxUnavailable`, not both: remove one', {
      at: most,
      related: [{ field: least, message: 'minAvailable' }],
      fixes: [least, most].map((field) => ({
        title: `Remove \`${String(field.key)}\``,
        safe: false,
        edits: () => remove(field),
      })),
    });
  },
});
