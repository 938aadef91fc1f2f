import { defineCheck } from '../check.ts';
import { quantitiesOf } from './quantities.ts';
import type { PlacedQuantity, QuantityPlace } from './quantities.ts';

export default defineCheck({
  id: 'api-quantity-negative',
  title: 'Quantities are not negative',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ resource, report }) {
    for (const placed of quantitiesOf(resource)) {
      const { field, quantity } = placed;
      const least = leastOf(placed);
      if (!quantity || least === undefined) continue;
      if (quantity.nanos < 0n)
        report(field, `${field.written} is negative: write ${least === 0 ? '0 or more' : 'more than 0'}`);
      else if (quantity.nanos === 0n && least > 0)
        report(field, `${field.written} is too little: write more than 0`);
    }
  },
});

/** The claims of a StatefulSet are looked at only when its controller makes them. */
const UNCHECKED: readonly QuantityPlace[] = ['divisor', 'limitRange', 'claimTemplate'];

/** 1 where the API server wants more than 0, 0 where 0 will do, `undefined` where it does not look. */
function leastOf({ field, place, name }: PlacedQuantity): 0 | 1 | undefined {
  if (UNCHECKED.includes(place)) return undefined;
  if (place === 'claim') return name === 'storage' && field.parent?.key === 'requests' ? 1 : undefined;
  return place === 'volume' || place === 'metric' ? 1 : 0;
}
