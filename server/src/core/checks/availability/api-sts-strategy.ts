import { remove } from '../../manifest/edit.ts';
import { isApps } from '../workload/appsKinds.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-sts-strategy',
  title: 'The update strategy of a StatefulSet fits together',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['StatefulSet'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, report }) {
    if (!isApps(resource)) return;
    const spec = target.at('spec');
    const rolling = spec.at('updateStrategy', 'rollingUpdate');
    if (spec.at('updateStrategy', 'type').value === 'OnDelete' && rolling.exists) {
      report(
        rolling,
        '`OnDelete` replaces pods only when somebody deletes them and has no `rollingUpdate`: remove it',
        {
          onKey: true,
          fixes: [{ title: 'Remove `rollingUpdate`', safe: true, edits: () => remove(rolling) }],
        },
      );
    }
    const policy = spec.at('podManagementPolicy');
    if (policy.string && !['OrderedReady', 'Parallel'].includes(policy.string))
      report(policy, `there is no podManagementPolicy "${policy.string}": write OrderedReady or Parallel`);
  },
});
