import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { probesOf } from './handlers.ts';

export default defineCheck({
  id: 'api-probe-numbers',
  title: 'Times and counts of probes are not negative',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: false },
  check({ target, report }) {
    for (const { field: probe, name } of probesOf(target)) {
      for (const [key, least] of Object.entries(LEAST)) {
        const field = probe.at(key);
        const isReadiness = name === 'readinessProbe';
        // Other checks say that these must be 1, or be absent.
        if (key === (isReadiness ? 'terminationGracePeriodSeconds' : 'successThreshold')) continue;
        if (field.number === undefined || field.number >= least) continue;
        report(field, `\`${key}\` must be ${least} or more: correct it, or remove it for the default`, {
          fixes: [{ title: `Remove \`${key}\``, safe: false, edits: () => remove(field) }],
        });
      }
    }
  },
});

/** 0 is taken for the default. */
const LEAST = {
  initialDelaySeconds: 0,
  timeoutSeconds: 0,
  periodSeconds: 0,
  successThreshold: 0,
  failureThreshold: 0,
  terminationGracePeriodSeconds: 1,
};
