import type { Field } from '../../manifest/field.ts';
import { remove } from '../../manifest/edit.ts';
import type { Container } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';
import { takesHostPort } from './api-host-port-conflict.ts';

export default defineCheck({
  id: 'warn-duplicate-port',
  title: 'A pod declares each port once',
  category: 'services',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, pod, report }) {
    const hostNetwork = target.at('hostNetwork').value === true;
    const first = new Map<string, { readonly container: Container; readonly port: Field }>();
    for (const container of pod?.containers ?? []) {
      for (const port of container.field.at('ports').items()) {
        const field = port.at('containerPort');
        const key = `${field.number}/${port.at('protocol').string ?? 'TCP'}`;
        if (!field.number) continue;
        const other = first.get(key);
        if (!other) {
          first.set(key, { container, port });
          continue;
        }
        const name = port.at('name').string;
        const same = container === other.container;
        // Said by `duplicate-port-name` and `api-host-port-conflict`.
        if (same && name && name === other.port.at('name').string) continue;
        if (
          takesHostPort(container, port, hostNetwork) &&
          takesHostPort(other.container, other.port, hostNetwork)
        )
          continue;
        const where = same ? 'this container' : `container ${other.container.name ?? ''}`;
        report(
          field,
          `port ${key} is already declared by ${where}: containers of a pod share their ports, so declare it once`,
          {
            related: [{ field: other.port.at('containerPort'), message: 'it is declared here first' }],
            fixes: [{ title: 'Remove this port', safe: false, edits: () => remove(port) }],
          },
        );
      }
    }
  },
});
