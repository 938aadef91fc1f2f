import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { actionsOf } from './handlers.ts';

/** The baseline standard asks for it since 1.34: https://kep.k8s.io/4940. */
const SINCE = 34;

export default defineCheck({
  id: 'probe-host-set',
  title: 'Probes and hooks ask their own container',
  category: 'probes',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['sidecar', 'app'],
  fix: { kind: 'edit', safe: false },
  pss: 'baseline',
  check({ container, pod, environment, report }) {
    if (!container || environment.version < SINCE) return;
    const onNode = pod?.spec.at('hostNetwork').value === true;
    for (const { field: action, isHook } of actionsOf(container)) {
      for (const handler of ['httpGet', 'tcpSocket']) {
        const host = action.at(handler, 'host');
        if (!host.written) continue;
        const what = isHook ? 'hook' : 'probe';
        const message = `this ${what} makes the kubelet connect to ${host.written}, which the baseline standard forbids: remove \`host\`, so that it asks the pod`;
        report(host, message, {
          // A program on the node's network may listen on one address of the node only, such as loopback.
          ...(onNode ? { severity: 'information' as const } : {}),
          fixes: [{ title: 'Remove `host`', safe: false, edits: () => remove(host) }],
        });
      }
    }
  },
});
