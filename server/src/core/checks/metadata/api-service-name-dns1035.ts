import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { checkedName, renameFix } from './nameSyntax.ts';
import { dns1035Problem, labelProblem } from '../../syntax/names.ts';

/** From 1.36 on the name of a Service may begin with a digit: https://kep.k8s.io/5311. */
const RELAXED = 36;

export default defineCheck({
  id: 'api-service-name-dns1035',
  title: 'Names of Services are DNS labels',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    if (!isService(resource) || environment.partial) return;
    const problemOf = environment.version >= RELAXED ? labelProblem : dns1035Problem;
    for (const key of ['name', 'generateName']) {
      const field = target.at('metadata', key);
      const name = checkedName(field);
      const problem = name && problemOf(name);
      if (problem) {
        const fixes = renameFix(field, false, problemOf);
        report(field, `"${field.string}" cannot be the name of a Service: ${problem}`, { fixes });
      }
    }
  },
});
