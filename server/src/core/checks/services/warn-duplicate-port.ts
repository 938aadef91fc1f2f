import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Container } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { defineCheck } from '../check.ts';
import { hostPortOf } from './hostPort.ts';

export default defineCheck({
  id: 'warn-duplicate-port',
  title: 'A pod declares each port once',
  category: 'services',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ resource, pod, report }) {
    const first = new Map<string, { readonly container: Container; readonly port: Field }>();
    for (const container of pod?.containers ?? []) {
      for (const port of container.field.at('ports').items()) {
        const field = port.at('containerPort');
        const key = `${field.number}/${port.at('protocol').string ?? 'TCP'}`;
        const other = first.get(key);
        if (!field.number) continue;
        if (!other) {
          first.set(key, { container, port });
          continue;
        }
        const name = port.at('name').string;
        const same = container === other.container;
        // A name used twice is said by `duplicate-port-name`.
        if (same && name && name === other.port.at('name').string) continue;
        if (!overlap(port, other.port, resource)) continue;
        const where = same ? 'this container' : `container ${other.container.name ?? ''}`;
        const message = `port ${key} is already declared by ${where}: containers of a pod share their ports, so declare it once`;
        report(port, message, {
          at: field,
          related: [{ field: other.port.at('containerPort'), message: 'it is declared here first' }],
          fixes: [{ title: 'Remove this port', safe: false, edits: () => remove(port) }],
        });
      }
    }
  },
});

/** Two ports of the node are two ways in; the same one twice is said by `api-host-port-conflict`, unless one names an address. */
function overlap(port: Field, other: Field, resource: Resource): boolean {
  const [a, b] = [hostPortOf(port, resource), hostPortOf(other, resource)];
  return !a || !b || (a.number === b.number && (a.ip === '') !== (b.ip === ''));
}
