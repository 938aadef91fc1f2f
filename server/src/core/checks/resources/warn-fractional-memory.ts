import { defineCheck } from '../check.ts';
import { fractionFinding, isFractional, isWarnedOf } from './fractional.ts';
import { quantitiesOf } from './quantities.ts';

export default defineCheck({
  id: 'warn-fractional-memory',
  title: 'Memory and storage are whole numbers of bytes',
  category: 'resources',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, report }) {
    for (const placed of quantitiesOf(resource)) {
      if (!isWarnedOf(placed) || !isFractional(placed)) continue;
      const { message, fixes } = fractionFinding(placed);
      report(placed.field, message, { fixes });
    }
  },
});
