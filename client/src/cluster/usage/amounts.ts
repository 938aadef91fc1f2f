import { parseQuantity } from '../../../../server/src/core/manifest/quantity.ts';

/** Processor time in cores and memory in bytes; `undefined` where nobody says. */
export interface Amounts {
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
}

/** As Kubernetes writes them: `{ cpu: 250m, memory: 64Mi }`. */
export type Quantities = Readonly<Partial<Record<string, string>>>;

export function amountsOf({ cpu, memory }: Quantities = {}): Amounts {
  return { cpu: amountOf(cpu), memory: amountOf(memory) };
}

function amountOf(text: string | undefined): number | undefined {
  const quantity = text === undefined ? undefined : parseQuantity(text);
  return quantity && Number(quantity.nanos) / 1e9;
}

/** The sum; `undefined` for what one of them does not say. */
export function sumOf(all: readonly Amounts[]): Amounts {
  return { cpu: total(all.map(({ cpu }) => cpu)), memory: total(all.map(({ memory }) => memory)) };
}

function total(numbers: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const number of numbers) {
    if (number === undefined) return undefined;
    sum += number;
  }
  return numbers.length === 0 ? undefined : sum;
}

/** In thousandths of a core, as `kubectl top` has it. */
export function cpuText(cores: number): string {
  return `${Math.ceil(cores * 1000)}m`;
}

const [MI, GI] = [2 ** 20, 2 ** 30];

/** In Mi, from 10 Gi on in Gi. */
export function memoryText(bytes: number): string {
  return bytes < 10 * GI ? `${Math.round(bytes / MI)}Mi` : `${(bytes / GI).toFixed(1)}Gi`;
}

export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}
