import { defineCheck } from '../check.ts';
import { builtin } from './builtin.ts';
import { checkedName, renameFix } from './nameSyntax.ts';
import { subdomainProblem } from '../../syntax/names.ts';

export default defineCheck({
  id: 'api-name-dns-subdomain',
  title: 'Names of objects are DNS subdomains',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    if (environment.partial || builtin(resource)?.name !== 'subdomain') return;
    for (const key of ['name', 'generateName']) {
      const field = target.at('metadata', key);
      const name = checkedName(field);
      const problem = name && subdomainProblem(name);
      if (problem) {
        const fixes = renameFix(field, true, subdomainProblem);
        report(field, `"${field.string}" cannot be the name of a ${resource.kind}: ${problem}`, { fixes });
      }
    }
  },
});
