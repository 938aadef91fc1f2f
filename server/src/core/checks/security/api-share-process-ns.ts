import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-share-process-ns',
  title: "A pod shares its own processes or the host's",
  category: 'security',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, report }) {
    const [shared, host] = [target.at('shareProcessNamespace'), target.at('hostPID')];
    if (shared.value !== true || host.value !== true) return;
    report(shared, '`shareProcessNamespace` cannot stand beside `hostPID`: remove one of them', {
      related: [{ field: host, message: 'the pod sees the processes of the host' }],
      fixes: [host, shared].map((field) => ({
        title: `Remove \`${field.key}\``,
        safe: false,
        edits: () => remove(field),
      })),
    });
  },
});
