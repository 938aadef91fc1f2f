import type { Field } from '../../manifest/field.ts';
import { isBudget } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { oneAtATime } from './budgetLimit.ts';
import { isZero, percentOf } from './intOrPercent.ts';

export default defineCheck({
  id: 'pdb-zero-disruptions',
  title: 'A PodDisruptionBudget lets at least one pod go',
  category: 'availability',
  severity: 'warning',
  scope: 'object',
  kinds: ['PodDisruptionBudget'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['pdb-max-unavailable'], polaris: ['pdbDisruptionsIsZero'] },
  check({ target, resource, report }) {
    const spec = target.at('spec');
    const [least, most] = [spec.at('minAvailable'), spec.at('maxUnavailable')];
    if (!isBudget(resource) || (least.exists && most.exists)) return;
    const limit = isZero(most) ? most : isAll(least) ? least : undefined;
    if (!limit) return;
    const message = `\`${String(limit.key)}: ${limit.written}\` allows no eviction, so no node with such a pod can be drained: let one go`;
    report(limit, message, { fixes: [oneAtATime(limit)] });
  },
});

function isAll(field: Field): boolean {
  return percentOf(field) === 100;
}
