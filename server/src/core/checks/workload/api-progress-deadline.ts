import { defineCheck } from '../check.ts';
import { isApps } from './appsKinds.ts';

/** What the API server fills in. */
const DEFAULT_DEADLINE = 600;

export default defineCheck({
  id: 'api-progress-deadline',
  title: 'A rollout may take longer than a pod needs to count as available',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Deployment'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    if (!isApps(resource)) return;
    const deadline = target.at('spec', 'progressDeadlineSeconds');
    const ready = target.at('spec', 'minReadySeconds');
    if (environment.partial && !(deadline.exists && ready.exists)) return;
    const seconds = deadline.exists ? deadline.number : DEFAULT_DEADLINE;
    const least = ready.exists ? ready.number : 0;
    if (seconds === undefined || least === undefined || seconds < 0 || least < 0 || seconds > least) return;
    if (deadline.exists) {
      report(
        deadline,
        `the rollout fails after ${seconds} seconds, but a pod counts only after ${least} (minReadySeconds): write more than ${least}`,
      );
    } else {
      report(
        deadline,
        `a pod counts only after ${least} seconds, but the rollout fails after ${seconds}: set \`progressDeadlineSeconds\` to more than ${least}`,
        { at: ready },
      );
    }
  },
});
