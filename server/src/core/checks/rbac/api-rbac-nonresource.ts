import { defineCheck } from '../check.ts';
import { isEmptyList, rulesOf } from './rbacKinds.ts';

export default defineCheck({
  id: 'api-rbac-nonresource',
  title: 'Rules for addresses stand alone, in a ClusterRole',
  category: 'rbac',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  check({ resource, report }) {
    for (const rule of rulesOf(resource)) {
      const urls = rule.at('nonResourceURLs');
      if (isEmptyList(urls)) continue;
      const other = ['apiGroups', 'resources', 'resourceNames']
        .map((key) => rule.at(key))
        .find((list) => !isEmptyList(list));
      if (resource.kind === 'Role') {
        report(
          urls,
          'a Role is for the resources of its namespace: move `nonResourceURLs` to a ClusterRole',
          { onKey: true },
        );
      } else if (other) {
        report(urls, 'a rule is for addresses or for resources, not both: make two rules of it', {
          onKey: true,
          related: [{ field: other, message: 'this is for resources' }],
        });
      }
    }
  },
});
