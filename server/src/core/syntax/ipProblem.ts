import type { Minor } from '../kinds/versions.ts';
import { parseIp } from './ip.ts';

/** Leading zeros and IPv4 addresses written as IPv6 are refused since 1.36: https://kep.k8s.io/4858. */
const STRICT = 36;

/** What is wrong with an IP address, if anything. */
export function ipProblem(text: string, version: Minor): string | undefined {
  const address = parseIp(text);
  if (!address) return 'write an IPv4 or IPv6 address';
  if (!address.loose || version < STRICT) return undefined;
  return text.includes(':') ? 'write it as an IPv4 address' : 'remove the leading zeros';
}
