import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { weightedTerms } from './nodeSelectors.ts';

export default defineCheck({
  id: 'api-affinity-weight',
  title: 'Weights of preferences are between 1 and 100',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ pod, report }) {
    for (const term of pod ? weightedTerms(pod) : []) {
      const field = term.at('weight');
      const { number } = field;
      if (number === undefined || (number >= 1 && number <= 100)) continue;
      const nearest = number < 1 ? 1 : 100;
      report(field, `a weight is between 1 and 100: ${number} is too ${number < 1 ? 'low' : 'high'}`, {
        fixes: [{ title: `Change to ${nearest}`, safe: false, edits: () => set(field, nearest) }],
      });
    }
  },
});
