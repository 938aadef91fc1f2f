import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-ephemeral-create',
  title: 'Manifests hold no ephemeral containers',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    const field = target.at('ephemeralContainers');
    // What was read from a cluster may keep them.
    if (field.items().length === 0 || resource.root.at('metadata', 'resourceVersion').exists) return;
    report(
      field,
      'ephemeral containers are only added to a running pod: remove them, and use `kubectl debug`',
      {
        onKey: true,
        fixes: [{ title: 'Remove `ephemeralContainers`', safe: false, edits: () => remove(field) }],
      },
    );
  },
});
