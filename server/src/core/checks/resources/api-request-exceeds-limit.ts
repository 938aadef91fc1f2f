import { compareQuantities, quantityOf } from '../../manifest/quantity.ts';
import { defineCheck } from '../check.ts';
import { sameLimit } from './mismatch.ts';
import { requirementLists } from './requirementLists.ts';
import { isExtended, isHugePages, shownName } from './resourceName.ts';

export default defineCheck({
  id: 'api-request-exceeds-limit',
  title: 'A request is not more than its limit',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check(context) {
    for (const resources of requirementLists(context)) {
      for (const request of resources.at('requests').entries()) {
        const name = String(request.key);
        const limit = resources.at('limits', name);
        const [left, right] = [quantityOf(request), quantityOf(limit)];
        if (!left || !right || right.nanos < 0n || isExtended(name) || isHugePages(name)) continue;
        if (compareQuantities(left, right) <= 0) continue;
        const message = `${shownName(name)} request ${request.written} is more than the limit ${limit.written}: lower it or raise the limit`;
        context.report(resources.at('requests'), message, {
          at: request,
          related: [{ field: limit, message: 'the limit' }],
          fixes: [sameLimit(limit, request)],
        });
      }
    }
  },
});
