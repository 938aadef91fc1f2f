import { remove, set } from '../../manifest/edit.ts';
import type { Resource } from '../../manifest/resource.ts';
import { defineCheck } from '../check.ts';
import { jobSpec } from './appsKinds.ts';

export default defineCheck({
  id: 'job-ttl',
  title: 'Finished Jobs are removed, each by one mechanism',
  category: 'workload',
  severity: 'information',
  scope: 'object',
  kinds: ['Job', 'CronJob'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['job-ttl-seconds-after-finished'] },
  check({ resource, environment, report }) {
    const job = jobSpec(resource);
    if (!job) return;
    const field = job.at('ttlSecondsAfterFinished');
    if (resource.kind === 'CronJob') {
      if (!field.exists) return;
      const message =
        'a CronJob removes its Jobs by `successfulJobsHistoryLimit` and `failedJobsHistoryLimit`: leave this out';
      const edits = (): ReturnType<typeof remove> => remove(field);
      report(field, message, {
        onKey: true,
        fixes: [{ title: 'Remove `ttlSecondsAfterFinished`', safe: false, edits }],
      });
    } else if (!field.exists && job.isMap && !environment.partial && !isRemovedByHook(resource)) {
      report(
        field,
        'nothing removes this Job and its pods once it has finished: add `ttlSecondsAfterFinished`',
        {
          fixes: [
            { title: `Add \`ttlSecondsAfterFinished: ${DAY}\``, safe: false, edits: () => set(field, DAY) },
          ],
        },
      );
    }
  },
});

const DAY = 86_400;

/** Helm and Argo CD delete the Jobs that are their hooks (https://helm.sh/docs/topics/charts_hooks/#hook-deletion-policies). */
function isRemovedByHook({ root }: Resource): boolean {
  const annotations = root.at('metadata', 'annotations');
  return HOOKS.some((key) => annotations.at(key).exists);
}

const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook', 'argocd.argoproj.io/hook-delete-policy'];
