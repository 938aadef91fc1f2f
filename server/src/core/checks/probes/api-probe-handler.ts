import { defineCheck } from '../check.ts';
import { hasOthers, keepOne, listed, writtenOf } from '../oneOf.ts';
import { actionsOf } from './handlers.ts';

export default defineCheck({
  id: 'api-probe-handler',
  title: 'A probe or hook does one thing',
  category: 'probes',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: false },
  check({ container, environment, report }) {
    for (const { field, name, isHook } of container ? actionsOf(container) : []) {
      const known = isHook ? HOOK_HANDLERS : PROBE_HANDLERS;
      const handlers = writtenOf(field, known);
      const [, second] = handlers;
      if (second) {
        const message = `\`${name}\` does one thing, but has ${listed(handlers.map(({ key }) => key))}: keep one of them`;
        report(second, message, { onKey: true, fixes: keepOne(handlers) });
      } else if (handlers.length === 0 && !environment.partial && !hasOthers(field, [...known, ...NUMBERS])) {
        report(field, `\`${name}\` does nothing: add ${listed(known, 'or')}`, { onKey: true });
      }
    }
  },
});

/** In the order in which the API server reads them: https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/. */
const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const NUMBERS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
  'terminationGracePeriodSeconds',
];
