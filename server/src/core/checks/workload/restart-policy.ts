import { set } from '../../manifest/edit.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Environment } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { listed } from '../oneOf.ts';
import { jobSpec, keepsRunning } from './appsKinds.ts';

export default defineCheck({
  id: 'restart-policy',
  title: 'Pods have one of the restart policies that are allowed here',
  category: 'workload',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['restart-policy'] },
  options: {
    policies: {
      type: 'strings',
      default: ['Always', 'OnFailure'],
      description: 'Restart policies that pods may have',
    },
  },
  check({ target, resource, environment, options, report }) {
    const field = target.at('restartPolicy');
    if (!target.isMap || (!field.exists && environment.partial)) return;
    const policy = field.exists ? field.string : 'Always';
    if (policy === undefined || options.policies.includes(policy) || isFilledIn(policy)) return;
    if (isReportedElsewhere(resource, policy, environment)) return;
    const choices = possible(resource).filter((one) => options.policies.includes(one));
    const what = field.exists ? `restart policy "${policy}"` : 'restart policy "Always", the default,';
    report(field, `${what} is not allowed here: write ${listed(options.policies, 'or')}`, {
      fixes: choices.map((one) => ({
        title: `${field.exists ? 'Change to' : 'Add'} \`${field.exists ? one : `restartPolicy: ${one}`}\``,
        safe: false,
        edits: () => set(field, one),
      })),
    });
  },
});

/** What the API server refuses is reported by the checks for that, and what it insists on nobody can change. */
function isReportedElsewhere(resource: Resource, policy: string, { isOn }: Environment): boolean {
  if (keepsRunning(resource)) return policy === 'Always' || isOn('api-restart-policy');
  return jobSpec(resource) !== undefined && policy === 'Always' && isOn('job-restart-policy');
}

function possible(resource: Resource): readonly string[] {
  if (keepsRunning(resource)) return ['Always'];
  const job = jobSpec(resource);
  if (job?.at('podFailurePolicy').exists) return ['Never'];
  return job ? ['OnFailure', 'Never'] : ['Always', 'OnFailure', 'Never'];
}
