import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { jobSpec } from './appsKinds.ts';

export default defineCheck({
  id: 'api-job-pod-failure-policy',
  title: 'The rules for failed pods of a Job can be applied',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Job', 'CronJob'],
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check(context) {
    const { target, resource, report } = context;
    const policy = jobSpec(resource)?.at('podFailurePolicy');
    if (!policy?.exists) return;
    const restart = target.at('restartPolicy');
    // `Always` and nothing at all are reported by `job-restart-policy`.
    if (restart.value === 'OnFailure') {
      report(restart, 'with a `podFailurePolicy` the pods are not restarted: write `Never`', {
        fixes: [{ title: 'Change to `Never`', safe: false, edits: () => set(restart, 'Never') }],
        related: [{ field: policy, message: 'the policy' }],
      });
    }
    for (const rule of policy.at('rules').items()) checkRule(rule, context);
  },
});

/** Rules of https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy. */
function checkRule(rule: Field, context: ObjectContext): void {
  const { resource, environment, report } = context;
  const [codes, conditions, action] = ['onExitCodes', 'onPodConditions', 'action'].map((key) => rule.at(key));
  if (!rule.isMap || !codes || !conditions || !action) return;
  const hasConditions = conditions.items().length > 0;
  if (codes.exists && hasConditions) {
    report(rule, 'a rule asks for exit codes or for conditions, not both: make two rules of it', {
      at: conditions,
    });
  } else if (!codes.exists && !hasConditions && !environment.partial) {
    report(rule, 'this rule asks for nothing: add `onExitCodes` or `onPodConditions`', {
      at: action.exists ? action : rule,
    });
  }
  if (
    action.value === 'FailIndex' &&
    !environment.partial &&
    !jobSpec(resource)?.at('backoffLimitPerIndex').exists
  )
    report(action, '`FailIndex` needs a limit for each index: add `backoffLimitPerIndex`');
  if (codes.isMap) checkExitCodes(codes, context);
}

function checkExitCodes(codes: Field, { pod, environment, report }: ObjectContext): void {
  const name = codes.at('containerName');
  const names =
    pod?.containers.filter(({ role }) => role !== 'ephemeral').map((container) => container.name) ?? [];
  if (name.string !== undefined && !environment.partial && !names.includes(name.string))
    report(name, `this pod has no container "${name.string}": it has ${names.join(', ')}`);
  const values = codes.at('values');
  const seen = new Set<number>();
  let last = -Infinity;
  for (const item of values.items()) {
    const code = item.number;
    if (code === undefined) continue;
    if (code === 0 && codes.at('operator').value === 'In')
      report(item, 'exit code 0 is no failure: remove it');
    else if (seen.has(code)) report(item, `exit code ${code} stands here twice: remove one`);
    else if (code < last)
      report(values, `exit codes must ascend: write ${code} before ${last}`, { at: item });
    seen.add(code);
    last = Math.max(last, code);
  }
  if (values.isSeq && values.items().length === 0) report(values, 'add at least one exit code');
}
