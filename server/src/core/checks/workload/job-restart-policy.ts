import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { jobSpec } from './appsKinds.ts';

export default defineCheck({
  id: 'job-restart-policy',
  title: 'The pods of a Job are not restarted for ever',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Job', 'CronJob'],
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-score': ['cronjob-restartpolicy'] },
  check({ target, resource, environment, report }) {
    const job = jobSpec(resource);
    const field = target.at('restartPolicy');
    if (!job || !target.isMap || (environment.partial && !field.exists)) return;
    const policy = field.exists ? field.string : 'Always';
    if (policy === undefined || policy === 'OnFailure' || policy === 'Never') return;
    // With a podFailurePolicy only `Never` is possible.
    const choices = job.at('podFailurePolicy').exists ? ['Never'] : ['OnFailure', 'Never'];
    const what = field.exists ? `not "${policy}"` : 'and the default is `Always`';
    const choice = choices.map((one) => `\`${one}\``).join(' or ');
    report(field, `the pods of a Job end, so restartPolicy must be ${choice}, ${what}`, {
      fixes: choices.map((one) => ({
        title: `${field.exists ? 'Change to' : 'Add'} \`${field.exists ? one : `restartPolicy: ${one}`}\``,
        safe: false,
        edits: () => set(field, one),
      })),
    });
  },
});
