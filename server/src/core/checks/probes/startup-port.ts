import { defineCheck } from '../check.ts';
import { checkProbePort } from './probePort.ts';

export default defineCheck({
  id: 'startup-port',
  title: 'Startup probes connect to ports that the container declares',
  category: 'probes',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: true },
  aliases: { 'kube-linter': ['startup-port'] },
  check(context) {
    checkProbePort(context, 'startupProbe');
  },
});
