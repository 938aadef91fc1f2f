import { remove } from '../../manifest/edit.ts';
import { isApps, rollingUpdate } from '../workload/appsKinds.ts';
import { defineCheck } from '../check.ts';
import { isZero } from './intOrPercent.ts';

export default defineCheck({
  id: 'api-rollout-both-zero',
  title: 'A rolling update may add a pod or take one away',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Deployment'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, report }) {
    const rolling = isApps(resource) ? rollingUpdate(resource) : undefined;
    const [unavailable, surge] = [rolling?.at('maxUnavailable'), rolling?.at('maxSurge')];
    if (!unavailable || !surge || !isZero(unavailable) || !isZero(surge)) return;
    report(unavailable, 'with maxUnavailable 0 and maxSurge 0 no pod can be replaced: raise one of the two', {
      related: [{ field: surge, message: 'maxSurge' }],
      fixes: [
        { title: 'Remove `maxSurge` for its default 25%', safe: false, edits: () => remove(surge) },
        {
          title: 'Remove `maxUnavailable` for its default 25%',
          safe: false,
          edits: () => remove(unavailable),
        },
      ],
    });
  },
});
