import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isNetworkPolicy } from '../../references/objects.ts';
import { isFilledIn } from '../../syntax/names.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Cidr } from '../../syntax/ip.ts';
import { formatCidr, isStrictlyWithin, parseCidr, parseIp } from '../../syntax/ip.ts';
import { policyPeers } from './peers.ts';

/** From 1.36 on also what can be read in two ways is refused: https://kep.k8s.io/4858. */
const STRICT = 36;

export default defineCheck({
  id: 'api-netpol-cidr',
  title: 'Address ranges of a NetworkPolicy are valid',
  category: 'network',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, environment, report }) {
    if (!isNetworkPolicy(resource)) return;
    const read = (field: Field): Cidr | undefined => {
      const text = field.string;
      if (text === undefined || isFilledIn(text)) return undefined;
      const range = parseCidr(text);
      if (!range)
        report(field, `"${text}" is no range of addresses: write one such as 10.0.0.0/8 or 2001:db8::/32`, {
          fixes: single(field, text),
        });
      else if (range.loose && environment.version >= STRICT)
        report(field, `"${text}" ${LOOSE[range.loose]}`, { fixes: tidy(field, range) });
      return range;
    };
    for (const peer of policyPeers(resource)) {
      const block = peer.at('ipBlock');
      const outer = read(block.at('cidr'));
      for (const except of block.at('except').items()) {
        const inner = read(except);
        if (inner && outer && !isStrictlyWithin(inner, outer)) {
          const cidr = block.at('cidr');
          report(except, `${except.string} is no smaller part of ${cidr.string}: correct one of the two`, {
            related: [{ field: cidr, message: 'the range' }],
          });
        }
      }
    }
  },
});

const LOOSE: Readonly<Record<NonNullable<Cidr['loose']>, string>> = {
  zeros: 'has leading zeros: write the numbers without',
  mapped: 'is an IPv4 range within IPv6: write it as IPv4',
  bits: 'has more bits than its prefix length keeps: write the first address of the range',
};

function single(field: Field, text: string): Fix[] {
  const address = parseIp(text);
  if (!address) return [];
  const range = `${text}/${address.size}`;
  return [{ title: `Change to \`${range}\``, safe: false, edits: () => set(field, range) }];
}

function tidy(field: Field, range: Cidr): Fix[] {
  const text = formatCidr(range);
  return text ? [{ title: `Change to \`${text}\``, safe: false, edits: () => set(field, text) }] : [];
}
