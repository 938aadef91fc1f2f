import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { hostPortOf } from './hostPort.ts';

export default defineCheck({
  id: 'api-host-port-conflict',
  title: 'A pod takes each port of its node once',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ resource, pod, report }) {
    const first = new Map<string, Field>();
    for (const { role, field } of pod?.containers ?? []) {
      // Init containers run one after another, so each may take the same port.
      for (const port of role === 'app' ? field.at('ports').items() : []) {
        const { number, ip, field: hostPort } = hostPortOf(port, resource) ?? {};
        if (!hostPort) continue;
        const key = `${port.at('protocol').string ?? 'TCP'}/${ip}/${number}`;
        const other = first.get(key);
        if (other) {
          report(
            port.at('hostPort'),
            `port ${number} of the node is already taken by this pod: choose another one`,
            {
              at: hostPort,
              related: [{ field: other, message: 'it is taken here first' }],
            },
          );
        } else first.set(key, hostPort);
      }
    }
  },
});
