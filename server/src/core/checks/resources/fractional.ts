import { set } from '../../manifest/edit.ts';
import type { Fix } from '../check.ts';
import type { PlacedQuantity, QuantityPlace } from './quantities.ts';
import { measureOf } from './resourceName.ts';

const PLACES: readonly QuantityPlace[] = ['container', 'overhead', 'claim', 'claimTemplate'];
const NAMES: readonly string[] = ['memory', 'ephemeral-storage', 'storage'];
const MILLI = 10n ** 6n;

/** Whether bytes are no whole number, so far as the API machinery looks: to a thousandth, rounded up. */
export function isFractional({ name, quantity }: PlacedQuantity): boolean {
  if (!quantity || measureOf(name) !== 'bytes' || quantity.nanos < 0n) return false;
  return ((quantity.nanos + MILLI - 1n) / MILLI) % 1000n !== 0n;
}

/** Whether the API server warns of a fraction of a byte at this place. */
export function isWarnedOf({ place, name }: PlacedQuantity): boolean {
  return PLACES.includes(place) && NAMES.includes(name) && (name === 'storage') === place.startsWith('claim');
}

/** What the finding says, and the fix where the unit `m` (a thousandth) was meant as `Mi`. */
export function fractionFinding({ field, name, quantity }: PlacedQuantity): {
  message: string;
  fixes: Fix[];
} {
  if (quantity?.suffix !== 'm') {
    return {
      message: `${name} of ${field.written} is no whole number of bytes: round it or add a unit such as Mi`,
      fixes: [],
    };
  }
  const meant = `${quantity.number}Mi`;
  return {
    message: `${name} of ${field.written} is ${quantity.number} thousandths of a byte: did you mean \`${meant}\`?`,
    fixes: [{ title: `Change to \`${meant}\``, safe: false, edits: () => set(field, meant) }],
  };
}
