import type { Field } from '../../manifest/field.ts';
import { parseQuantity, quantityOf } from '../../manifest/quantity.ts';
import { defineCheck } from '../check.ts';
import { requirementLists } from './requirementLists.ts';
import { isHugePages } from './resourceName.ts';

export default defineCheck({
  id: 'api-hugepages',
  title: 'Huge pages come in whole pages and beside CPU or memory',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check(context) {
    const { environment, report } = context;
    const { limitRange } = environment;
    const isDefaulted = BASE.some((name) => limitRange?.requests.has(name) || limitRange?.limits.has(name));
    for (const resources of requirementLists(context)) {
      const amounts = [...resources.at('requests').entries(), ...resources.at('limits').entries()];
      const pages = amounts.filter(({ key }) => isHugePages(String(key)));
      for (const field of pages) {
        if (isDivisible(field)) continue;
        report(field, `${field.written} is no whole number of pages of ${pageSize(field)}: round it up`);
      }
      const hasBase = amounts.some(({ key }) => BASE.includes(String(key)));
      if (!pages[0] || hasBase || isDefaulted || environment.partial) continue;
      report(resources, 'huge pages need CPU or memory beside them: request one of the two', {
        at: pages[0],
      });
    }
  },
});

const BASE: readonly string[] = ['cpu', 'memory'];

function pageSize(field: Field): string {
  return String(field.key).slice('hugepages-'.length);
}

/** Quantities that cannot be read, negative ones and page sizes that are none are left to other findings. */
function isDivisible(field: Field): boolean {
  const [amount, size] = [quantityOf(field), parseQuantity(pageSize(field))];
  if (!amount || amount.nanos < 0n || !size || size.nanos <= 0n) return true;
  return amount.nanos % size.nanos === 0n;
}
