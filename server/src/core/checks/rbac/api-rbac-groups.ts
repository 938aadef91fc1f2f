import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isEmptyList, placeIn, rulesOf } from './rbacKinds.ts';

export default defineCheck({
  id: 'api-rbac-groups',
  title: 'A rule of a role names API groups and resources',
  category: 'rbac',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, environment, report }) {
    if (environment.partial) return;
    for (const rule of rulesOf(resource)) {
      if (!rule.isMap || !isEmptyList(rule.at('nonResourceURLs'))) continue;
      const [groups, resources] = [rule.at('apiGroups'), rule.at('resources')];
      if (isEmptyList(groups)) {
        report(groups, 'this rule names no API group: add `apiGroups` ([""] is the core group)', {
          at: resources.exists && !groups.exists ? resources : placeIn(rule, groups),
          fixes: fromResources(groups, resources),
        });
      }
      if (isEmptyList(resources))
        report(resources, 'this rule names no resources: add `resources`, such as [pods]', {
          at: groups.exists && !resources.exists ? groups : placeIn(rule, resources),
        });
    }
  },
});

/** Resources that belong to the core group and to no other. */
const CORE: ReadonlySet<string> = new Set([
  'configmaps',
  'endpoints',
  'limitranges',
  'namespaces',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'serviceaccounts',
  'services',
]);

function fromResources(groups: Field, resources: Field): Fix[] {
  const names = resources.items().map((item) => item.string?.split('/')[0] ?? '');
  if (names.length === 0 || !names.every((name) => CORE.has(name))) return [];
  return [{ title: 'Add the core group `""`', safe: false, edits: () => set(groups, ['']) }];
}
