import { builtin } from '../metadata/builtin.ts';
import { defineCheck } from '../check.ts';
import { keepsRunning } from './appsKinds.ts';

const MAX = 2_147_483_647;

export default defineCheck({
  id: 'api-active-deadline-range',
  title: 'The deadline of a pod is a number of seconds above 0',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ target, resource, report }) {
    const field = target.at('activeDeadlineSeconds');
    const seconds = field.number;
    if (seconds === undefined || !Number.isInteger(seconds) || keepsRunning(resource)) return;
    if (!builtin(resource) || (seconds >= 1 && seconds <= MAX)) return;
    report(field, `a deadline of ${seconds} seconds is out of range: write a number from 1 to ${MAX}`);
  },
});
