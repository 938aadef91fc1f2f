import type { Field } from '../../manifest/field.ts';
import { isNetworkPolicy } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { policyPorts } from '../../references/networkPolicies.ts';
import { isPortNumber } from '../../syntax/ports.ts';

export default defineCheck({
  id: 'api-netpol-endport',
  title: 'endPort ends a range that begins with a number',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['NetworkPolicy'],
  on: 'object',
  fix: null,
  check({ resource, report }) {
    if (!isNetworkPolicy(resource)) return;
    for (const entry of policyPorts(resource)) {
      const endPort = entry.at('endPort');
      const problem = isPortNumber(endPort.number ?? 0)
        ? problemOf(entry.at('port'), endPort.number ?? 0)
        : undefined;
      if (problem) report(endPort, problem);
    }
  },
});

function problemOf(port: Field, end: number): string | undefined {
  if (!port.exists) return '`endPort` needs a `port` to begin with: add it';
  if (typeof port.value === 'string')
    return `\`endPort\` needs a number to begin with, but port is the name "${port.value}"`;
  if (port.number === undefined || end >= port.number) return undefined;
  return `this range ends before it begins: endPort must not be lower than port ${port.number}`;
}
