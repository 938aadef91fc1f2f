import type { Field } from '../../manifest/field.ts';
import type { Container } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'warn-port-name-reused',
  title: 'No two containers of a pod give a port the same name',
  category: 'services',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ pod, report }) {
    const first = new Map<string, { readonly container: Container; readonly field: Field }>();
    for (const container of pod?.containers ?? []) {
      for (const port of container.field.at('ports').items()) {
        const field = port.at('name');
        const name = field.string;
        if (!name) continue;
        const other = first.get(name);
        if (!other) first.set(name, { container, field });
        else if (other.container !== container) {
          const owner = other.container.name ?? '';
          report(
            field,
            `container ${owner} has a port "${name}", too: Services that name it reach only that one`,
            {
              related: [{ field: other.field, message: `the port of ${owner}` }],
            },
          );
        }
      }
    }
  },
});
