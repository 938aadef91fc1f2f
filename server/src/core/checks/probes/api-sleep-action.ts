import { defineCheck } from '../check.ts';
import { actionsOf } from './handlers.ts';

/** 0 is allowed since 1.33: https://kep.k8s.io/4818. */
const ZERO = 33;
const DEFAULT_GRACE = 30;

export default defineCheck({
  id: 'api-sleep-action',
  title: 'A hook sleeps no longer than the pod may take to stop',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: null,
  check({ container, pod, environment, report }) {
    const period = pod?.spec.at('terminationGracePeriodSeconds');
    const unknown = period?.exists ? period.number === undefined : environment.partial;
    const written = unknown ? Infinity : (period?.number ?? DEFAULT_GRACE);
    // A negative one is taken for 1.
    const grace = written < 0 ? 1 : written;
    const least = environment.version >= ZERO ? 0 : 1;
    for (const { field: action } of container ? actionsOf(container) : []) {
      const sleep = action.at('sleep');
      const field = sleep.at('seconds');
      if (field.number === undefined) continue;
      if (field.number < least) {
        const since = field.number === 0 ? ' before Kubernetes 1.33' : '';
        const message = `a hook cannot sleep for ${field.number} seconds${since}: write ${least} or more`;
        report(sleep, message, { at: field });
      } else if (field.number > grace) {
        const message = `the pod is stopped after ${grace} seconds: sleep less, or raise \`terminationGracePeriodSeconds\``;
        const related = period?.exists ? [{ field: period, message: 'set here' }] : [];
        report(sleep, message, { at: field, related });
      }
    }
  },
});
