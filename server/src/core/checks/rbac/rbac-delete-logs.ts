import { defineCheck } from '../check.ts';
import type { Permission } from './grants.ts';
import { reportedGrants, subjectOf } from './grants.ts';

export default defineCheck({
  id: 'rbac-delete-logs',
  title: 'Roles cannot wipe the traces of what happened',
  category: 'rbac',
  severity: 'off',
  scope: 'object',
  kinds: ['Role', 'ClusterRole'],
  on: 'object',
  fix: null,
  aliases: { trivy: ['KSV-0042'] },
  check(context) {
    for (const grant of reportedGrants(context, TRACES)) {
      context.report(
        grant.resources[0],
        `who deletes ${subjectOf(grant)} hides what happened: remove the verb`,
      );
    }
  },
});

const DELETE = ['delete', 'deletecollection'];
const TRACES: readonly Permission[] = [
  { verbs: DELETE, group: '', resources: ['pods/log', 'events'] },
  { verbs: DELETE, group: 'events.k8s.io', resources: ['events'] },
];
