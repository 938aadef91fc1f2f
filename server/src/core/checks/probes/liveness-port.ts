import { defineCheck } from '../check.ts';
import { checkProbePort } from './probePort.ts';

export default defineCheck({
  id: 'liveness-port',
  title: 'Liveness probes connect to ports that the container declares',
  category: 'probes',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: true },
  aliases: { 'kube-linter': ['liveness-port'] },
  check(context) {
    checkProbePort(context, 'livenessProbe');
  },
});
