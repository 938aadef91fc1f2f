import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { freePortName } from '../../syntax/ports.ts';

export default defineCheck({
  id: 'duplicate-port-name',
  title: 'The ports of a container have numbers, and names of their own',
  category: 'services',
  severity: 'error',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-score': ['container-ports-check'] },
  check({ target, environment, report }) {
    const first = new Map<string, Field>();
    const ports = target.at('ports').items();
    for (const port of ports) {
      if (port.isMap && !port.at('containerPort').exists && !environment.partial) {
        report(port.at('containerPort'), 'a port of this list has no `containerPort`: add its number');
      }
      const field = port.at('name');
      const name = field.string;
      if (!name) continue;
      const other = first.get(name);
      if (!other) {
        first.set(name, field);
        continue;
      }
      const taken = new Set(ports.map((one) => one.at('name').string));
      const free = freePortName(name, taken);
      report(
        field,
        `port name "${name}" is already used in this container: give every port a name of its own`,
        {
          related: [{ field: other, message: `"${name}" is used here first` }],
          fixes: [{ title: `Rename to \`${free}\``, safe: false, edits: () => set(field, free) }],
        },
      );
    }
  },
});
