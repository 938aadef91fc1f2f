import type { Field } from '../../manifest/field.ts';
import type { Container } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-host-port-conflict',
  title: 'A pod takes each port of its node once',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, pod, report }) {
    const hostNetwork = target.at('hostNetwork').value === true;
    const first = new Map<string, Field>();
    for (const { field } of (pod?.containers ?? []).filter(({ role }) => role === 'app')) {
      for (const port of field.at('ports').items()) {
        const [hostPort, key] = hostPortOf(port, hostNetwork) ?? [];
        if (!hostPort || !key) continue;
        const other = first.get(key);
        if (!other) {
          first.set(key, hostPort);
          continue;
        }
        report(
          hostPort,
          `port ${hostPort.number} of the node is already taken by this pod: choose another one`,
          {
            related: [{ field: other, message: 'it is taken here first' }],
          },
        );
      }
    }
  },
});

/** The port of the node that a container port takes, and what tells it from others. In the host's network that is every port. */
function hostPortOf(port: Field, hostNetwork: boolean): [Field, string] | undefined {
  const written = port.at('hostPort');
  const field = hostNetwork && !written.number ? port.at('containerPort') : written;
  if (!field.number) return undefined;
  return [field, `${port.at('protocol').string ?? 'TCP'}/${port.at('hostIP').string ?? ''}/${field.number}`];
}

/** Whether `api-host-port-conflict` speaks of a port of a container. */
export function takesHostPort({ role }: Container, port: Field, hostNetwork: boolean): boolean {
  return role === 'app' && hostPortOf(port, hostNetwork) !== undefined;
}
