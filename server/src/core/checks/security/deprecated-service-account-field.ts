import { remove, renameKey } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'deprecated-service-account-field',
  title: 'Pods name their ServiceAccount in `serviceAccountName`',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: true },
  aliases: { 'kube-linter': ['deprecated-service-account-field'] },
  check({ target, report }) {
    const field = target.at('serviceAccount');
    if (!field.exists || !field.pair || !target.map?.items.includes(field.pair as never)) return;
    const current = target.at('serviceAccountName');
    // The API server reads the old field only where the new one is empty.
    const replaced = current.node !== undefined;
    report(
      field,
      replaced
        ? '`serviceAccount` is the old name of `serviceAccountName`, which is there too: remove it'
        : '`serviceAccount` is the old name of `serviceAccountName`: rename it',
      {
        onKey: true,
        tags: ['deprecated'],
        fixes: replaced
          ? current.value
            ? [{ title: 'Remove `serviceAccount`', safe: true, edits: () => remove(field) }]
            : []
          : [
              {
                title: 'Rename to `serviceAccountName`',
                safe: true,
                edits: () => renameKey(field, 'serviceAccountName'),
              },
            ],
      },
    );
  },
});
