import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { defineCheck } from '../check.ts';
import { jobSpec, rollingUpdate } from './appsKinds.ts';

export default defineCheck({
  id: 'api-replicas-negative',
  title: 'Numbers of replicas, seconds and retries are not negative',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ resource, report }) {
    for (const field of countsOf(resource)) {
      const { number } = field;
      if (number !== undefined && number < 0)
        report(field, `${String(field.key)} cannot be negative: write 0 or more`);
    }
  },
});

const COUNTS: Readonly<Record<string, readonly string[]>> = {
  'apps/Deployment': ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'],
  'apps/ReplicaSet': ['replicas', 'minReadySeconds'],
  'apps/StatefulSet': ['replicas', 'minReadySeconds'],
  'apps/DaemonSet': ['minReadySeconds', 'revisionHistoryLimit'],
  '/ReplicationController': ['replicas', 'minReadySeconds'],
  'batch/CronJob': ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
};
const JOB_COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

function countsOf(resource: Resource): Field[] {
  const { group, kind, root } = resource;
  const spec = root.at('spec');
  const own = (COUNTS[`${group}/${kind}`] ?? []).map((key) => spec.at(key));
  const job = jobSpec(resource);
  if (job) own.push(...JOB_COUNTS.map((key) => job.at(key)));
  if (group === 'apps' && kind === 'StatefulSet') {
    own.push(spec.at('ordinals', 'start'));
    const rolling = rollingUpdate(resource);
    if (rolling) own.push(rolling.at('partition'));
  }
  return own;
}
