import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { probesOf } from './handlers.ts';

export default defineCheck({
  id: 'probe-thresholds',
  title: 'Probes ask as often and as patiently as was agreed on',
  category: 'probes',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: null,
  options: {
    minInitialDelay: limit('The least `initialDelaySeconds`'),
    maxInitialDelay: limit('The most `initialDelaySeconds`'),
    minPeriod: limit('The least `periodSeconds`'),
    maxPeriod: limit('The most `periodSeconds`'),
    minTimeout: limit('The least `timeoutSeconds`'),
    maxTimeout: limit('The most `timeoutSeconds`'),
    minSuccesses: limit('The least `successThreshold` of a readiness probe'),
    maxSuccesses: limit('The most `successThreshold` of a readiness probe'),
    minFailures: limit('The least `failureThreshold`, startup probes aside'),
    maxFailures: limit('The most `failureThreshold`, startup probes aside'),
  },
  check({ target, options, environment, report }) {
    const within = (probe: Field, key: string, otherwise: number, least: number, most: number): void => {
      const field = probe.at(key);
      // 0 is taken for the default of what must be 1 or more.
      const value = field.exists ? field.number || otherwise : environment.partial ? undefined : otherwise;
      if (value === undefined) return;
      const low = least > 0 && value < least;
      if (!low && (most <= 0 || value <= most)) return;
      const side = low ? `less than ${least}, the least` : `more than ${most}, the most`;
      const change = field.exists ? (low ? 'raise it' : 'lower it') : 'set it';
      const message = `\`${key}\` ${field.exists ? '' : 'is not set, so it '}is ${value}, ${side} that is agreed on: ${change}`;
      report(field, message, field.exists ? {} : { at: probe, onKey: true });
    };
    for (const { field, name } of probesOf(target)) {
      if (!field.isMap) continue;
      within(field, 'initialDelaySeconds', 0, options.minInitialDelay, options.maxInitialDelay);
      within(field, 'periodSeconds', 10, options.minPeriod, options.maxPeriod);
      within(field, 'timeoutSeconds', 1, options.minTimeout, options.maxTimeout);
      // Others succeed at once, and only startup probes fail often by design.
      if (name === 'readinessProbe')
        within(field, 'successThreshold', 1, options.minSuccesses, options.maxSuccesses);
      if (name !== 'startupProbe')
        within(field, 'failureThreshold', 3, options.minFailures, options.maxFailures);
    }
  },
});

function limit(what: string): { readonly type: 'number'; readonly default: 0; readonly description: string } {
  return { type: 'number', default: 0, description: `${what}. 0: any.` };
}
