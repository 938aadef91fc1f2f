import type { Field } from '../../manifest/field.ts';
import type { Container } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-container-name-unique',
  title: 'The containers of a pod have names of their own',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ pod, report }) {
    const first = new Map<string, Field>();
    for (const { field } of inOrder(pod?.containers ?? [])) {
      const name = field.at('name');
      if (!name.string) continue;
      const other = first.get(name.string);
      if (!other) first.set(name.string, name);
      else {
        report(name, `another container of this pod is named "${name.string}": give each a name of its own`, {
          related: [{ field: other, message: `"${name.string}" is used here first` }],
        });
      }
    }
  },
});

/** As the API server goes: the containers that stay come first, so that a second name is one of the others. */
function inOrder(containers: readonly Container[]): Container[] {
  const apps = containers.filter(({ role }) => role === 'app');
  return [...apps, ...containers.filter(({ role }) => role !== 'app')];
}
