import { compareQuantities, quantityOf } from '../../manifest/quantity.ts';
import { defineCheck } from '../check.ts';
import { sameLimit } from './mismatch.ts';
import { requirementLists } from './requirementLists.ts';
import { isExtended, isHugePages } from './resourceName.ts';

export default defineCheck({
  id: 'api-non-overcommit',
  title: 'Devices and huge pages have a limit that equals the request',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check(context) {
    const { environment, report } = context;
    for (const resources of requirementLists(context)) {
      for (const request of resources.at('requests').entries()) {
        const name = String(request.key);
        const left = quantityOf(request);
        if (!left || !(isExtended(name) || isHugePages(name))) continue;
        const limit = resources.at('limits', name);
        const right = quantityOf(limit);
        const fixes = [sameLimit(limit, request)];
        if (right && compareQuantities(left, right) !== 0) {
          const message = `${name} cannot be shared: the request ${request.written} must equal the limit ${limit.written}`;
          report(resources.at('requests'), message, {
            at: request,
            related: [{ field: limit, message: 'the limit' }],
            fixes,
          });
        } else if (!limit.exists && !environment.partial && !environment.limitRange?.limits.has(name)) {
          report(resources.at('limits'), `${name} cannot be shared: set a limit of ${request.written}, too`, {
            at: request,
            fixes,
          });
        }
      }
    }
  },
});
