import { containerField, containerName } from '../resources/containerResources.ts';
import { isLongRunning } from '../workload/appsKinds.ts';
import { defineCheck } from '../check.ts';
import { probeFix } from './probeFix.ts';

export default defineCheck({
  id: 'liveness-probe-missing',
  title: 'Containers have a liveness probe',
  category: 'probes',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-linter': ['no-liveness-probe'],
    'kube-score': ['pod-probes'],
    polaris: ['livenessProbeMissing'],
    checkov: ['CKV_K8S_8'],
  },
  check({ target, resource, pod, container, environment, report }) {
    const probe = target.at('livenessProbe');
    if (!container || environment.partial || probe.exists || !isLongRunning(resource, pod)) return;
    const message = `${containerName(target)} has no liveness probe: say how to tell that it must be restarted`;
    report(probe, message, { at: containerField(target), fixes: [probeFix(container, 'livenessProbe')] });
  },
});
