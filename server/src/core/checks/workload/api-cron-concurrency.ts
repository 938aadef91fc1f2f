import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { nearest } from '../config.ts';
import { isFilledIn } from '../metadata/nameSyntax.ts';

const POLICIES = ['Allow', 'Forbid', 'Replace'];

export default defineCheck({
  id: 'api-cron-concurrency',
  title: 'The concurrency policy of a CronJob is one of the three',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CronJob'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    const field = target.at('spec', 'concurrencyPolicy');
    const policy = field.string;
    // Empty means the default.
    if (resource.group !== 'batch' || !policy || POLICIES.includes(policy) || isFilledIn(policy)) return;
    const near =
      POLICIES.find((known) => known.toLowerCase() === policy.toLowerCase()) ?? nearest(policy, POLICIES);
    report(field, `there is no concurrency policy "${policy}": write ${POLICIES.join(', ')}`, {
      fixes: near ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(field, near) }] : [],
    });
  },
});
