import { defineCheck } from '../check.ts';
import { isEmptyList, placeIn, rulesOf } from './rbacKinds.ts';

export default defineCheck({
  id: 'api-rbac-verbs',
  title: 'A rule of a role allows something',
  category: 'rbac',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  check({ resource, environment, report }) {
    if (environment.partial) return;
    for (const rule of rulesOf(resource)) {
      const verbs = rule.at('verbs');
      if (rule.isMap && isEmptyList(verbs))
        report(verbs, 'this rule allows nothing: add `verbs`, such as [get, list, watch]', {
          at: placeIn(rule, verbs),
        });
    }
  },
});
