import { isFilledIn } from '../metadata/nameSyntax.ts';
import { defineCheck } from '../check.ts';

/** The Jobs that it makes are named by it and 11 characters more, and at most 63 characters. */
const MAX_LENGTH = 52;

export default defineCheck({
  id: 'api-cron-name',
  title: 'The name of a CronJob has at most 52 characters',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CronJob'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    const field = target.at('metadata', 'name');
    const name = field.string ?? '';
    if (resource.group !== 'batch' || environment.partial || isFilledIn(name)) return;
    if (name.length > MAX_LENGTH && name.length <= 253)
      report(
        field,
        `the name of a CronJob has at most ${MAX_LENGTH} characters, but this has ${name.length}: shorten it`,
      );
  },
});
