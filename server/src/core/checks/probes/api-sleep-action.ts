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
    const grace = unknown ? Infinity : (period?.number ?? DEFAULT_GRACE);
    const least = environment.version >= ZERO ? 0 : 1;
    for (const { field: action } of container ? actionsOf(container) : []) {
      const field = action.at('sleep', 'seconds');
      // A negative grace period has a finding of its own.
      if (field.number === undefined || grace < 0) continue;
      if (field.number < least)
        report(
          field,
          `a hook cannot sleep for ${field.number} seconds${field.number === 0 ? ' before Kubernetes 1.33' : ''}: write ${least} or more`,
        );
      else if (field.number > grace) {
        const message = `the pod is stopped after ${grace} seconds: sleep less, or raise \`terminationGracePeriodSeconds\``;
        report(field, message, period?.exists ? { related: [{ field: period, message: 'set here' }] } : {});
      }
    }
  },
});
