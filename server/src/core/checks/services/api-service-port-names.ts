import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isService } from '../../references/objects.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-port-names',
  title: 'The ports of a Service with several have names of their own',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const ports = target.at('spec', 'ports').items();
    if (!isService(resource) || ports.length < 2) return;
    const taken = new Set(ports.map((port) => port.at('name').string));
    const first = new Map<string, Field>();
    for (const port of ports) {
      const field = port.at('name');
      const name = field.string;
      const other = first.get(name ?? '');
      if ((!field.exists || name === '') && !environment.partial) {
        const message = 'a Service with more than one port must name each: add a `name`';
        report(field, message, { at: port.at('port'), fixes: fixes(field, port, 'Name it', taken) });
      } else if (name && other) {
        report(
          field,
          `port name "${name}" is already used in this Service: give every port a name of its own`,
          {
            related: [{ field: other, message: `"${name}" is used here first` }],
            fixes: fixes(field, port, 'Rename to', taken),
          },
        );
      } else if (name) first.set(name, field);
    }
  },
});

/** Named by protocol and number, which no two ports of a Service share. */
function fixes(field: Field, port: Field, title: string, taken: ReadonlySet<string | undefined>): Fix[] {
  const number = port.at('port').number;
  const name = `${(port.at('protocol').string ?? 'TCP').toLowerCase()}-${number}`;
  if (number === undefined || taken.has(name)) return [];
  return [{ title: `${title} \`${name}\``, safe: true, edits: () => set(field, name) }];
}
