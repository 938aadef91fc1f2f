import { set } from '../../manifest/edit.ts';
import { quantityOf } from '../../manifest/quantity.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { fractionFinding, isFractional, isWarnedOf } from './fractional.ts';
import type { PlacedQuantity } from './quantities.ts';
import { quantitiesOf } from './quantities.ts';
import { measureOf } from './resourceName.ts';

export default defineCheck({
  id: 'suspicious-quantity',
  title: 'Quantities have the unit that was meant',
  category: 'resources',
  severity: 'warning',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, environment, report }) {
    for (const placed of quantitiesOf(resource)) {
      if (!placed.quantity || placed.quantity.nanos <= 0n || !isAmount(placed)) continue;
      if (isFractional(placed)) {
        if (isWarnedOf(placed) && environment.isOn('warn-fractional-memory')) continue;
        const { message, fixes } = fractionFinding(placed);
        report(placed.field, message, { fixes });
        continue;
      }
      const suspicion = measureOf(placed.name) === 'cpu' ? ofCpu(placed) : ofBytes(placed);
      if (suspicion) report(placed.field, suspicion.message, { fixes: suspicion.fixes });
    }
  },
});

/** Divisors and ratios are no amounts of what they are about. */
function isAmount({ field, place }: PlacedQuantity): boolean {
  return place !== 'divisor' && field.parent?.key !== 'maxLimitRequestRatio';
}

interface Suspicion {
  readonly message: string;
  readonly fixes: Fix[];
}

const ONE = 10n ** 9n;
const MIB = ONE << 20n;
/** The largest machines have some hundred cores; a quota may count those of many. */
const SINGLE: readonly string[] = ['container', 'pod'];
const MANY_CORES = 100n * ONE;
const TOO_MANY_CORES = 1000n * ONE;
/** Machines have gigabytes for each core; a container with less than this for each was meant to have thousandths of cores. */
const LEAST_PER_CORE = 16n * MIB;

function ofCpu(placed: PlacedQuantity): Suspicion | undefined {
  const { field, place, quantity } = placed;
  if (!quantity) return undefined;
  const { number, suffix } = quantity;
  const meant = `${number}m`;
  if (/^(?:[MGTPE]i?|Ki)$/.test(suffix)) {
    const wrong = `CPU of ${field.written} has a unit of bytes`;
    if (suffix !== 'M' && suffix !== 'Mi')
      return { message: `${wrong}: write cores, such as 2 or 500m`, fixes: [] };
    return { message: `${wrong}: did you mean \`${meant}\`?`, fixes: changeTo(placed, meant) };
  }
  if (suffix !== '' || !SINGLE.includes(place) || quantity.nanos < MANY_CORES) return undefined;
  if (quantity.nanos < TOO_MANY_CORES && !hasLittleMemory(placed)) return undefined;
  return {
    message: `CPU of ${field.written} is ${number} whole cores: did you mean \`${meant}\`?`,
    fixes: changeTo(placed, meant),
  };
}

function hasLittleMemory({ field, quantity }: PlacedQuantity): boolean {
  const memory = field.parent?.at('memory');
  const amount = memory && quantityOf(memory);
  return Boolean(amount && quantity && amount.nanos * ONE < quantity.nanos * LEAST_PER_CORE);
}

/** No program runs in less than a mebibyte, and no disk is that small. A single byte is a way to say "hardly anything". */
function ofBytes(placed: PlacedQuantity): Suspicion | undefined {
  const { field, place, name, quantity } = placed;
  if (!quantity || measureOf(name) !== 'bytes' || place === 'sizeLimit') return undefined;
  if (quantity.suffix !== '' || quantity.nanos >= MIB || quantity.nanos <= ONE) return undefined;
  const what = `${name} of ${field.written} is only ${field.written} bytes`;
  if (quantity.nanos > MOST_UNITS) return { message: `${what}: add a unit such as Ki or Mi`, fixes: [] };
  const meant = `${quantity.number}${/(?:^|\.)storage$/.test(name) ? 'Gi' : 'Mi'}`;
  return { message: `${what}: did you mean \`${meant}\`?`, fixes: changeTo(placed, meant) };
}

/** As many of its unit as anybody would write before taking the next larger one. */
const MOST_UNITS = 65_536n * ONE;

function changeTo({ field }: PlacedQuantity, meant: string): Fix[] {
  return [{ title: `Change to \`${meant}\``, safe: false, edits: () => set(field, meant) }];
}
