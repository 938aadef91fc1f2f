import type { Field } from '../../manifest/field.ts';
import { isFilledIn, subdomainProblem } from '../../syntax/names.ts';
import { parseIp } from '../../syntax/ip.ts';
import { defineCheck } from '../check.ts';
import { isIngressV1 } from './ingressPaths.ts';

export default defineCheck({
  id: 'api-ingress-host',
  title: 'Hosts of an Ingress are host names',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    if (!isIngressV1(resource)) return;
    const spec = target.at('spec');
    const rules = spec.at('rules').items();
    const check = (field: Field, mayBeAddress: boolean): void => {
      const host = field.string;
      if (host === '' && mayBeAddress) report(field, 'this host is empty: write its name, or remove it');
      if (!host || isFilledIn(host)) return;
      const isAddress = !mayBeAddress && parseIp(host) !== undefined;
      const problem = isAddress ? 'an IP address is not possible here' : hostProblem(host);
      if (problem) report(field, `"${host}" is no host name: ${problem}`);
    };
    for (const rule of rules) check(rule.at('host'), false);
    // Of TLS hosts the API server does not ask that they are no addresses.
    for (const tls of spec.at('tls').items()) for (const host of tls.at('hosts').items()) check(host, true);
  },
});

function hostProblem(host: string): string | undefined {
  if (host.includes('://')) return 'write the name alone, without the scheme';
  if (/[/:]/.test(host)) return 'write the name alone, without port and path';
  if (!host.includes('*')) return subdomainProblem(host);
  if (!host.startsWith('*.') || host.includes('*', 1) || subdomainProblem(host.slice(2)))
    return 'a wildcard stands for the first part and nothing else, as in *.example.com';
  return undefined;
}
