import type { Quantity } from '../../manifest/quantity.ts';
import { defineCheck } from '../check.ts';
import { quantitiesOf } from './quantities.ts';
import { measureOf } from './resourceName.ts';

export default defineCheck({
  id: 'api-env-resource-divisor',
  title: 'Divisors of resource fields are whole units',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ resource, report }) {
    for (const { field, place, name, quantity } of quantitiesOf(resource)) {
      const measure = measureOf(name);
      if (place !== 'divisor' || !quantity || quantity.nanos === 0n || measure === 'count') continue;
      const units = measure === 'cpu' ? CPU : BYTES;
      if (units.some((unit) => unit === quantity.nanos) && isSameSystem(quantity)) continue;
      const advice =
        measure === 'cpu' ? '1 (cores) or 1m' : '1 (bytes) or one unit such as 1k, 1M, 1Ki or 1Mi';
      report(field, `divisor ${field.written} is not one unit of ${name}: write ${advice}`);
    }
  },
});

const ONE = 10n ** 9n;
const CPU: readonly bigint[] = [ONE / 1000n, ONE];
/** 1 to 1E and 1Ki to 1Ei. */
const BYTES: readonly bigint[] = [0n, 1n, 2n, 3n, 4n, 5n, 6n].flatMap((power) => [
  ONE * 1000n ** power,
  ONE * 1024n ** power,
]);

/** The server compares the canonical text, and that stays binary, decimal or with an exponent as it was written. */
function isSameSystem({ nanos, suffix }: Quantity): boolean {
  if (nanos <= ONE) return true;
  if (/^[eE]./.test(suffix)) return false;
  return suffix.endsWith('i') === (nanos % 1000n ** 4n !== 0n);
}
