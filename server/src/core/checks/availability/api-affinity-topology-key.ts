import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { keyProblem } from '../../syntax/labels.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { podAffinityTerms } from './nodeSelectors.ts';

export default defineCheck({
  id: 'api-affinity-topology-key',
  title: 'Affinity between pods names the label of nodes that it is about',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ pod, report }) {
    for (const term of pod ? podAffinityTerms(pod) : []) {
      const field = term.at('topologyKey');
      const key = field.string;
      if (key === undefined || isFilledIn(key)) continue;
      if (key === '') {
        report(field, '`topologyKey` is empty: name a label of nodes, such as `kubernetes.io/hostname`', {
          fixes: COMMON.map((name) => ({
            title: `Set \`${name}\``,
            safe: false,
            edits: () => set(field, name),
          })),
        });
      } else {
        const problem = keyProblem(key);
        if (problem) report(field, `"${key}" cannot be the key of a label: ${problem}`);
      }
    }
  },
});

/** Every node has these: https://kubernetes.io/docs/reference/labels-annotations-taints/. */
const COMMON = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];
