import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-host-network-port',
  title: "In the host's network hostPort equals containerPort",
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'edit', safe: false },
  check({ target, pod, report }) {
    if (pod?.spec.at('hostNetwork').value !== true) return;
    for (const port of target.at('ports').items()) {
      const hostPort = port.at('hostPort');
      const number = port.at('containerPort').number;
      if (!hostPort.number || !number || hostPort.number === number) continue;
      report(
        hostPort,
        `with hostNetwork the container listens on the node itself: hostPort must be ${number} like containerPort`,
        {
          related: [{ field: port.at('containerPort'), message: 'containerPort is set here' }],
          fixes: [{ title: `Change to ${number}`, safe: false, edits: () => set(hostPort, number) }],
        },
      );
    }
  },
});
