import type { Field } from '../../manifest/field.ts';
import { isService } from '../../references/objects.ts';
import { servicePorts } from '../../references/ports.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-port-dup',
  title: 'A Service offers each port once',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    if (!isService(resource)) return;
    const first = new Map<string, Field>();
    for (const { field, port, protocol } of servicePorts(target)) {
      const key = `${port}/${protocol}`;
      const other = first.get(key);
      if (port === undefined) continue;
      if (!other) first.set(key, field.at('port'));
      else {
        report(field, `this Service already offers port ${key}: choose another number, or remove this one`, {
          at: field.at('port'),
          related: [{ field: other, message: 'it is offered here first' }],
        });
      }
    }
  },
});
