import type { Field } from './field.ts';

/**
 * A Kubernetes quantity, exact to a billionth as the API machinery keeps it
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/).
 */
export interface Quantity {
  /** The value in billionths. */
  readonly nanos: bigint;
  /** The unit as written: `Mi`, `m`, `e3`, or '' for none. */
  readonly suffix: string;
  /** The number before the suffix, as written. */
  readonly number: string;
}

const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/;
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const NANO = 9;
/** Binary quantities stop here. */
const MAX_BINARY = (2n ** 63n - 1n) * 10n ** 9n;
/** What nobody writes and what would only cost time. */
const MAX_LENGTH = 200;
const MAX_EXPONENT = 1000;

/** Reads a quantity; `undefined` for text that the API server refuses. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = text === '' || text.length > MAX_LENGTH ? null : QUANTITY.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  const digits = BigInt(`0${whole}${fraction}`);
  const binary = BINARY[suffix];
  const exponent = binary === undefined ? decimalExponent(suffix) : 0;
  if (exponent === undefined) return undefined;
  let nanos = scale(binary === undefined ? digits : digits << binary, exponent + NANO - fraction.length);
  if (binary !== undefined && nanos > MAX_BINARY) nanos = MAX_BINARY;
  return { nanos: sign === '-' ? -nanos : nanos, suffix, number: text.slice(0, text.length - suffix.length) };
}

function decimalExponent(suffix: string): number | undefined {
  if (Object.hasOwn(DECIMAL, suffix)) return DECIMAL[suffix];
  if (!/^[eE][+-]?\d+$/.test(suffix)) return undefined;
  return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, Number(suffix.slice(1))));
}

/** Times a power of ten. What is finer than a billionth is rounded away from 0: who asks for something gets something. */
function scale(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

/** Below 0, 0 or above 0, as the first quantity is less than, equal to or more than the second. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

/**
 * A scalar as the API server's quantity parser gets it, after YAML has read numbers: `1e3` is `1000`, `010` is `8`.
 * `undefined` where nothing or no scalar is written.
 */
export function quantityText(field: Field): string | undefined {
  const { value } = field;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return withoutSpaces(value);
  const source = field.written ?? '';
  return typeof value === 'number' && /^[+-]?(?:0|[1-9]\d*)$/.test(source) ? source : String(value);
}

/** Without a regular expression, which would be slow on a long row of spaces. */
function withoutSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === ' ') start++;
  while (end > start && text[end - 1] === ' ') end--;
  return text.slice(start, end);
}

/** The quantity that a field holds; `undefined` where there is none or it is not valid. */
export function quantityOf(field: Field): Quantity | undefined {
  const text = quantityText(field);
  return text === undefined ? undefined : parseQuantity(text);
}
