import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { isLongRunning } from '../workload/appsKinds.ts';

export default defineCheck({
  id: 'probes-identical',
  title: 'Liveness probes are more patient than readiness probes, or ask something else',
  category: 'probes',
  severity: 'information',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: null,
  aliases: { 'kube-score': ['pod-probes-identical'] },
  check({ target, resource, pod, environment, report }) {
    const [liveness, readiness] = [target.at('livenessProbe'), target.at('readinessProbe')];
    if (environment.partial || !isLongRunning(resource, pod)) return;
    const asked = question(liveness);
    if (asked === undefined || asked !== question(readiness)) return;
    const [patience, other] = [secondsToFail(liveness), secondsToFail(readiness)];
    if (patience === undefined || other === undefined || patience > other) return;
    const message =
      'the readiness probe asks the same and gives up no sooner, so a busy container is restarted, not spared: raise `failureThreshold`, or ask less here';
    report(liveness, message, {
      onKey: true,
      at: liveness,
      related: [{ field: readiness, message: 'the readiness probe' }],
    });
  },
});

/** What a probe does, with defaults filled in; `undefined` where nothing is written. */
function question(probe: Field): string | undefined {
  const parts = ['httpGet', 'tcpSocket', 'grpc', 'exec'].map((handler) => {
    const field = probe.at(handler);
    if (!field.isMap) return null;
    const { path = '/', scheme = 'HTTP', host = '', ...rest } = field.toJSON() as Record<string, unknown>;
    return [path, scheme, host, Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))];
  });
  return parts.every((part) => part === null) ? undefined : JSON.stringify(parts);
}

/** How long a container fails before the probe counts as failed (https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes). */
function secondsToFail(probe: Field): number | undefined {
  const [period, times] = [probe.at('periodSeconds'), probe.at('failureThreshold')];
  if ([period, times].some((field) => field.exists && field.number === undefined)) return undefined;
  return (period.number || 10) * (times.number || 3);
}
