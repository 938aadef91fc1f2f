import { defineCheck } from '../check.ts';
import { spelling } from '../oneOf.ts';
import { isFilledIn } from '../../syntax/names.ts';

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
  fix: { kind: 'edit', safe: true },
  check({ target, resource, report }) {
    const field = target.at('spec', 'concurrencyPolicy');
    const policy = field.string;
    // Empty means the default.
    if (resource.group !== 'batch' || !policy || POLICIES.includes(policy) || isFilledIn(policy)) return;
    const { hint, fixes } = spelling(field, POLICIES);
    report(field, `there is no concurrency policy "${policy}": ${hint}`, { fixes });
  },
});
