import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { grants, reportedGrants, verbsOf, where } from './grants.ts';

export default defineCheck({
  id: 'rbac-manage-configmaps',
  title: 'Roles cannot change every ConfigMap',
  category: 'rbac',
  severity: 'off',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0049', 'KSV-0115'] },
  check(context) {
    const { resource, report } = context;
    for (const { resources, verbs } of reportedGrants(context, CONFIG_MAPS)) {
      report(
        resources[0],
        `this allows to ${verbsOf(verbs)} all ConfigMaps ${where(resource)}: name those that are needed in \`resourceNames\``,
      );
    }
    for (const { rule, names } of grants(resource, CONFIG_MAPS)) {
      if (!names.includes('aws-auth')) continue;
      const at = rule
        .at('resourceNames')
        .items()
        .find(({ string }) => string === 'aws-auth');
      report(at ?? rule, 'who changes aws-auth can become any user of the cluster: use EKS access entries');
    }
  },
});

/** Not `create`, which no rule can limit to names. */
const CHANGE = ['update', 'patch', 'delete', 'deletecollection'];
const CONFIG_MAPS: readonly Permission[] = [{ verbs: CHANGE, group: '', resources: ['configmaps'] }];
