import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { isAutoscaler } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-hpa-behavior',
  title: 'The pace of an autoscaler is within its limits',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['HorizontalPodAutoscaler'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    if (!isAutoscaler(resource)) return;
    for (const direction of ['scaleUp', 'scaleDown'])
      checkRules(target.at('spec', 'behavior', direction), report);
  },
});

const MAX_WINDOW = 3600;
const MAX_PERIOD = 1800;

/** Limits of https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior. */
function checkRules(rules: Field, report: ObjectContext['report']): void {
  checkRange(rules.at('stabilizationWindowSeconds'), 0, MAX_WINDOW, report);
  checkChoice(rules.at('selectPolicy'), ['Max', 'Min', 'Disabled'], report);
  const policies = rules.at('policies');
  // Left out, the API server fills it in; written but empty, it stays so.
  if (policies.isSeq && policies.items().length === 0)
    report(policies, 'this list is empty: add a policy, or remove it for the default');
  for (const policy of policies.items()) {
    checkChoice(policy.at('type'), ['Pods', 'Percent'], report);
    checkRange(policy.at('value'), 1, Infinity, report);
    checkRange(policy.at('periodSeconds'), 1, MAX_PERIOD, report);
  }
}

function checkRange(field: Field, min: number, max: number, report: ObjectContext['report']): void {
  const { number } = field;
  if (number === undefined || (number >= min && number <= max)) return;
  const range = max === Infinity ? `${min} or more` : `${min} to ${max}`;
  report(field, `${String(field.key)} cannot be ${number}: write ${range}`);
}

function checkChoice(field: Field, choices: readonly string[], report: ObjectContext['report']): void {
  if (field.string === undefined || choices.includes(field.string)) return;
  report(field, `${String(field.key)} cannot be "${field.string}": write ${choices.join(', ')}`);
}
