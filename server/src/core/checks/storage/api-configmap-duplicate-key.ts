import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-configmap-duplicate-key',
  title: 'A key of a ConfigMap is in data or in binaryData',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['ConfigMap'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    if (resource.group !== '') return;
    for (const entry of target.at('data').entries()) {
      const other = target.at('binaryData', String(entry.key));
      // A patch removes keys by null.
      if (other.node === undefined || (environment.partial && !(entry.exists && other.exists))) continue;
      report(entry, `key "${entry.key}" is also in \`binaryData\`: keep one of them`, {
        onKey: true,
        related: [{ field: other, message: 'it is here, too' }],
        fixes: [other, entry].map((field) => ({
          title: `Remove it from \`${field.parent?.key}\``,
          safe: false,
          edits: () => remove(field),
        })),
      });
    }
  },
});
