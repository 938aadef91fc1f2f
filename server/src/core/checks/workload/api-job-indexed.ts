import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { jobSpec } from './appsKinds.ts';

export default defineCheck({
  id: 'api-job-indexed',
  title: 'What counts indexes stands in an indexed Job',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Job', 'CronJob'],
  on: 'object',
  fix: null,
  check(context) {
    const { resource, environment, report } = context;
    const spec = jobSpec(resource);
    if (!spec?.isMap) return;
    const mode = spec.at('completionMode');
    if (mode.value === 'Indexed') return checkIndexed(spec, context);
    if (environment.partial || (mode.exists && mode.value !== 'NonIndexed')) return;
    for (const key of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']) {
      const field = spec.at(key);
      if (field.exists)
        report(field, `\`${key}\` counts indexes, which this Job has not: add \`completionMode: Indexed\``, {
          onKey: true,
        });
    }
  },
});

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode. */
const MAX_PARALLELISM = 100_000;

function checkIndexed(spec: Field, { resource, environment, report }: ObjectContext): void {
  const mode = spec.at('completionMode');
  const completions = spec.at('completions');
  // Where a Job says neither how many pods run at once nor in all, the API server fills in 1 for both.
  const isFilledIn = resource.kind === 'Job' && !spec.at('parallelism').exists;
  if (!completions.exists && !isFilledIn && !environment.partial)
    report(completions, 'an indexed Job counts to `completions`: add it', { at: mode });
  const parallelism = spec.at('parallelism');
  if ((parallelism.number ?? 0) > MAX_PARALLELISM)
    report(parallelism, `an indexed Job runs at most ${MAX_PARALLELISM} pods at once: lower it`);
  const failed = spec.at('maxFailedIndexes');
  if (!failed.exists) return;
  if (!spec.at('backoffLimitPerIndex').exists && !environment.partial)
    report(spec.at('backoffLimitPerIndex'), '`maxFailedIndexes` needs `backoffLimitPerIndex`: add it', {
      at: failed,
    });
  const [most, count] = [failed.number, completions.number];
  if (most !== undefined && count !== undefined && most > count)
    report(failed, `of ${count} indexes no ${most} can fail: write at most ${count}`, {
      related: [{ field: completions, message: 'the number of indexes' }],
    });
}
