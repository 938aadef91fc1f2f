/** An IP address as its bits: 32 of IPv4, 128 of IPv6. */
export interface IpAddress {
  readonly bits: bigint;
  readonly size: 32 | 128;
  /** Leading zeros, or an IPv4 address within IPv6: refused in new places. */
  readonly loose: boolean;
}

/** Reads an IP address as the API server does in its older fields, where leading zeros are allowed. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const four = parseV4(text);
    return four && { ...four, size: 32 };
  }
  return parseV6(text);
}

function parseV4(text: string): { readonly bits: bigint; readonly loose: boolean } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255))
    return undefined;
  const bits = parts.reduce((sum, part) => (sum << 8n) | BigInt(Number(part)), 0n);
  return { bits, loose: parts.some((part) => part.length > 1 && part.startsWith('0')) };
}

function parseV6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const words = halves.map((half) => (half === '' ? [] : half.split(':')));
  let loose = false;
  const last = words.at(-1) ?? [];
  const tail = last.at(-1);
  if (tail?.includes('.')) {
    const four = parseV4(tail);
    if (!four) return undefined;
    loose = four.loose;
    last.splice(-1, 1, (four.bits >> 16n).toString(16), (four.bits & 0xff_ffn).toString(16));
  }
  const [head = [], rest = []] = words;
  const count = head.length + rest.length;
  if (![...head, ...rest].every((word) => /^[\da-fA-F]{1,4}$/.test(word))) return undefined;
  if (halves.length === 2 ? count > 7 : count !== 8) return undefined;
  const zeros = Array.from({ length: 8 - count }, () => '0');
  const bits = [...head, ...zeros, ...rest].reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
  return { bits, size: 128, loose: loose || bits >> 32n === 0xff_ffn };
}

/** A range of addresses, such as `10.0.0.0/8`. */
export interface Cidr {
  readonly address: IpAddress;
  readonly prefix: number;
  /** The first address of the range. */
  readonly first: bigint;
  /** Written with leading zeros, as IPv4 within IPv6, or with bits behind the prefix: refused from 1.36 on. */
  readonly loose: 'zeros' | 'mapped' | 'bits' | undefined;
}

export function parseCidr(text: string): Cidr | undefined {
  const [ip = '', length, ...more] = text.split('/');
  const address = parseIp(ip);
  if (!address || length === undefined || more.length > 0 || !/^\d{1,4}$/.test(length)) return undefined;
  const prefix = Number(length);
  if (prefix > address.size) return undefined;
  const rest = BigInt(address.size - prefix);
  const first = (address.bits >> rest) << rest;
  const isMapped = address.size === 128 && address.bits >> 32n === 0xff_ffn;
  const hasZeros = (length.length > 1 && length.startsWith('0')) || (address.loose && !isMapped);
  const loose = hasZeros ? 'zeros' : isMapped ? 'mapped' : first === address.bits ? undefined : 'bits';
  return { address, prefix, first, loose };
}

/** Whether a range lies within another and is smaller. */
export function isStrictlyWithin(inner: Cidr, outer: Cidr): boolean {
  if (inner.address.size !== outer.address.size || inner.prefix <= outer.prefix) return false;
  const rest = BigInt(outer.address.size - outer.prefix);
  return inner.first >> rest === outer.first >> rest;
}

/** Writes the first address of a range, in IPv4 only. */
export function formatCidr({ address, first, prefix }: Cidr): string | undefined {
  if (address.size !== 32) return undefined;
  const parts = [24n, 16n, 8n, 0n].map((shift) => (first >> shift) & 0xffn);
  return `${parts.join('.')}/${prefix}`;
}
