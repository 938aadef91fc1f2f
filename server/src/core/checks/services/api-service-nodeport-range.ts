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
    const taken: Field[] = [];
    for (const port of target.at('spec', 'ports').items()) {
      const field = port.at('nodePort');
      const { number } = field;
      if (!number) continue;
      const other = taken.find((one) => one.at('nodePort').number === number && !mayShare(one, port));
      if (number < low || number > high) {
        report(field, `nodePort ${number} is out of range: node ports go from ${low} to ${high}`);
      } else if (other) {
        report(field, `nodePort ${number} is already used in this Service: choose another one`, {
          related: [{ field: other.at('nodePort'), message: 'it is used here first' }],
        });
      } else taken.push(port);
    }
  },
});

/** The API server gives one node port to two protocols only where they serve the same port. */
function mayShare(one: Field, other: Field): boolean {
  return one.at('port').value === other.at('port').value && protocolOf(one) !== protocolOf(other);
}

function protocolOf(port: Field): string {
  return port.at('protocol').string ?? 'TCP';
}
