import type { Quantity } from '../../manifest/quantity.ts';
import { defineCheck } from '../check.ts';
import type { QuantityPlace } from './quantities.ts';
import { quantitiesOf } from './quantities.ts';
import { isWhole } from './resourceName.ts';

export default defineCheck({
  id: 'api-quantity-integer',
  title: 'What is counted in whole units has an integer quantity',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ resource, report }) {
    for (const { field, place, name, quantity } of quantitiesOf(resource)) {
      if (!quantity || !PLACES.includes(place) || !isWhole(name) || isInteger(quantity)) continue;
      report(field, `${name} comes in whole units: write an integer, not ${field.written}`);
    }
  },
});

const PLACES: readonly QuantityPlace[] = ['container', 'pod', 'overhead', 'podFixed', 'volume', 'quota'];
const ONE = 10n ** 9n;

function isInteger({ nanos }: Quantity): boolean {
  return nanos % ONE === 0n;
}
