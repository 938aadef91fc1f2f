import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { isBudget } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'pdb-no-policy',
  title: 'A PodDisruptionBudget says how many pods may go',
  category: 'availability',
  severity: 'warning',
  scope: 'object',
  kinds: ['PodDisruptionBudget'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-score': ['poddisruptionbudget-has-policy'] },
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    const limit = spec.at('maxUnavailable');
    if (!isBudget(resource) || environment.partial || limit.exists || spec.at('minAvailable').exists) return;
    // Without a limit the disruption controller expects no pods, and then it allows no eviction.
    const message =
      'without `maxUnavailable` or `minAvailable` this budget allows no eviction at all: set one';
    const value = placeholder(1, { hint: 'set how many may be down at a time' });
    report(limit, message, {
      at: target.at('metadata', 'name'),
      fixes: [{ title: 'Set `maxUnavailable`', safe: false, edits: () => set(limit, value) }],
    });
  },
});
