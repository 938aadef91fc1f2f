import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'warn-hostip-no-hostport',
  title: 'hostIP stands beside a hostPort',
  category: 'services',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'edit', safe: true },
  check({ target, pod, environment, report }) {
    // In the host's network the API server fills in hostPort.
    if (environment.partial || pod?.spec.at('hostNetwork').value === true) return;
    for (const port of target.at('ports').items()) {
      const field = port.at('hostIP');
      if (!field.string || port.at('hostPort').value || port.at('hostPort').alias) continue;
      report(field, '`hostIP` does nothing without `hostPort`: remove it', {
        fixes: [{ title: 'Remove `hostIP`', safe: true, edits: () => remove(field) }],
      });
    }
  },
});
