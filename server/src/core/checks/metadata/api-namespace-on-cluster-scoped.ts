import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { builtin } from './builtin.ts';

/** The API server clears the field without a word, so this is our advice and no error. */
export default defineCheck({
  id: 'api-namespace-on-cluster-scoped',
  title: 'Objects of the whole cluster name no namespace',
  category: 'metadata',
  severity: 'information',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, report }) {
    const field = target.at('metadata', 'namespace');
    if (!field.value || !builtin(resource)?.clusterScoped) return;
    report(field, `a ${resource.kind} belongs to no namespace, so this is ignored: remove it`, {
      tags: ['unnecessary'],
      fixes: [{ title: 'Remove `namespace`', safe: true, edits: () => remove(field) }],
    });
  },
});
