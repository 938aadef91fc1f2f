import type { Amounts } from '../cluster/usage/amounts.ts';
import { cpuText, memoryText, percentText } from '../cluster/usage/amounts.ts';
import type { Bound, Bounds } from '../cluster/usage/bounds.ts';

/** What a row says of what its object uses. */
export interface Used {
  readonly text: string;
  /** Memory is nearly used up. */
  readonly isNearLimit: boolean;
}

/** From this share of its memory limit on a container is about to be ended. */
export const NEAR = 0.9;

/** `CPU 12m (6 % of limit) · memory 34Mi (27 % of request)`; `undefined` where nothing was measured. */
export function usedOf(
  { cpu, memory, containers }: Amounts & { readonly containers?: ReadonlyMap<string, Amounts> },
  bounds?: Bounds,
): Used | undefined {
  const worst = worstOf(containers, bounds);
  const isNear = worst !== undefined && worst.share >= NEAR;
  const parts = [
    ...(cpu === undefined ? [] : [`CPU ${cpuText(cpu)}${shareText(cpu, bounds?.cpu)}`]),
    ...(memory === undefined
      ? []
      : [
          isNear && (containers?.size ?? 0) > 1
            ? `memory ${memoryText(memory)} (${worst.name} at ${percentText(worst.share)} of its limit)`
            : `memory ${memoryText(memory)}${shareText(memory, bounds?.memory)}`,
        ]),
  ];
  if (parts.length === 0) return undefined;
  const whole = bounds?.memory;
  const isFull = memory !== undefined && whole && whole.of !== 'request' && memory >= NEAR * whole.amount;
  return { text: parts.join(' · '), isNearLimit: isNear || isFull === true };
}

function shareText(amount: number, bound: Bound | undefined): string {
  return bound ? ` (${percentText(amount / bound.amount)} of ${bound.of})` : '';
}

/** The container that is nearest to its memory limit. */
function worstOf(
  containers: ReadonlyMap<string, Amounts> | undefined,
  bounds: Bounds | undefined,
): { readonly name: string; readonly share: number } | undefined {
  const shares = [...(containers ?? [])].flatMap(([name, { memory }]) => {
    const limit = bounds?.containers.get(name);
    return memory === undefined || limit === undefined || limit === 0
      ? []
      : [{ name, share: memory / limit }];
  });
  return shares.toSorted((a, b) => b.share - a.share)[0];
}
