import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';
import { scheduleProblem } from './cron.ts';

export default defineCheck({
  id: 'cronjob-schedule',
  title: 'The schedule of a CronJob is valid',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CronJob'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    const field = target.at('spec', 'schedule');
    const schedule = field.string;
    // A time zone in the schedule is reported by `api-cron-tz`.
    if (
      resource.group !== 'batch' ||
      schedule === undefined ||
      schedule.includes('TZ=') ||
      isFilledIn(schedule)
    )
      return;
    const problem = scheduleProblem(schedule);
    if (problem) report(field, `this is no schedule: ${problem}`);
  },
});
