import { remove } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { isApps } from './appsKinds.ts';

export default defineCheck({
  id: 'api-recreate-rolling',
  title: 'A Deployment that recreates its pods has no settings for rolling updates',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Deployment'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, report }) {
    const strategy = target.at('spec', 'strategy');
    const field = strategy.at('rollingUpdate');
    if (!isApps(resource) || strategy.at('type').value !== 'Recreate' || !field.exists) return;
    report(
      field,
      '`Recreate` stops all pods at once and has no `rollingUpdate`: remove it, or write `type: RollingUpdate`',
      {
        onKey: true,
        fixes: [{ title: 'Remove `rollingUpdate`', safe: true, edits: () => remove(field) }],
      },
    );
  },
});
