import { set } from '../../manifest/edit.ts';
import { isApps, rollingUpdate } from '../workload/appsKinds.ts';
import { defineCheck } from '../check.ts';
import { isZero } from './intOrPercent.ts';

export default defineCheck({
  id: 'api-ds-rolling',
  title: 'A rolling update of a DaemonSet takes pods away or adds them, not both',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['DaemonSet'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, environment, report }) {
    const rolling = isApps(resource) ? rollingUpdate(resource) : undefined;
    if (!rolling?.isMap) return;
    const unavailable = rolling.at('maxUnavailable');
    const surge = rolling.at('maxSurge');
    if (environment.partial && !(unavailable.exists && surge.exists)) return;
    // The API server fills in maxUnavailable 1 and maxSurge 0.
    const noneAway = unavailable.exists ? isZero(unavailable) : false;
    const noneMore = surge.exists ? isZero(surge) : true;
    if (noneAway && noneMore) {
      report(
        unavailable,
        'with maxUnavailable 0 and maxSurge 0 no pod can be replaced: raise one of the two',
      );
    } else if (noneAway === false && noneMore === false) {
      const has = unavailable.exists ? unavailable.written : 'its default 1';
      report(
        surge,
        `maxSurge only works with \`maxUnavailable: 0\`, which has ${has}: set that to 0, or remove maxSurge`,
        {
          fixes: [{ title: 'Set `maxUnavailable: 0`', safe: false, edits: () => set(unavailable, 0) }],
        },
      );
    }
  },
});
