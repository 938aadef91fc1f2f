import type { Field } from '../../manifest/field.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-nodeport-range',
  title: 'Node ports lie in the range of the cluster, each once',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: null,
  options: {
    range: {
      type: 'string',
      default: '30000-32767',
      description: 'The `--service-node-port-range` of the API server.',
    },
  },
  check({ target, resource, options, report }) {
    if (!isService(resource)) return;
    const [low = 0, high = 65_535] = options.range.split('-').map(Number);
    const first = new Map<string, Field>();
    for (const port of target.at('spec', 'ports').items()) {
      const field = port.at('nodePort');
      const { number } = field;
      if (!number) continue;
      const key = `${port.at('protocol').string ?? 'TCP'}/${number}`;
      const other = first.get(key);
      if (number < low || number > high) {
        report(field, `nodePort ${number} is out of range: node ports go from ${low} to ${high}`);
      } else if (other) {
        report(field, `nodePort ${number} is already used in this Service: choose another one`, {
          related: [{ field: other, message: 'it is used here first' }],
        });
      } else first.set(key, field);
    }
  },
});
