import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-quota-scopes',
  title: 'The scopes of a quota fit together and fit what it limits',
  category: 'resources',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['ResourceQuota'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    if (resource.group !== '') return;
    const spec = target.at('spec');
    const hard = spec.at('hard').entries();
    const listed = spec.at('scopes').items();
    const selected = spec.at('scopeSelector', 'matchExpressions').items();
    for (const expression of selected) checkOperator(expression, report);
    const selectedNames = selected.map((expression) => expression.at('scopeName'));
    for (const scopes of [listed, selectedNames]) {
      for (const scope of scopes) checkScope(scope, hard, report);
      checkConflicts(scopes, report);
    }
  },
});

const POD = ['pods'];
const COMPUTE = [...POD, 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const CLAIM = ['persistentvolumeclaims', 'requests.storage'];

/** What each scope can limit: https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes. */
const LIMITS: Readonly<Record<string, readonly string[]>> = {
  Terminating: COMPUTE,
  NotTerminating: COMPUTE,
  BestEffort: POD,
  NotBestEffort: COMPUTE,
  PriorityClass: COMPUTE,
  CrossNamespacePodAffinity: COMPUTE,
  VolumeAttributesClass: CLAIM,
};

/** Of all others (counts of objects, extended resources) the API server asks nothing. */
const STANDARD: ReadonlySet<string> = new Set([
  ...COMPUTE,
  ...CLAIM,
  'ephemeral-storage',
  'requests.ephemeral-storage',
  'limits.ephemeral-storage',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'services.nodeports',
  'services.loadbalancers',
]);

/** The API server names the whole list of scopes. */
function listOf(scope: Field): Field {
  return (typeof scope.key === 'number' ? scope.parent : scope.parent?.parent) ?? scope;
}

function placeOf(scope: Field): Field {
  return typeof scope.key === 'number' ? listOf(scope) : listOf(scope).at('scopeName');
}

function isStandard(name: string): boolean {
  return STANDARD.has(name) || /^(?:requests\.)?hugepages-/.test(name);
}

function checkScope(scope: Field, hard: readonly Field[], report: ObjectContext['report']): void {
  const name = scope.string;
  if (!name) return;
  const limits = LIMITS[name];
  if (!limits) {
    report(placeOf(scope), `there is no scope "${name}": write ${Object.keys(LIMITS).join(', ')}`, {
      at: scope,
    });
    return;
  }
  const wrong = hard.find(({ key }) => isStandard(String(key)) && !limits.includes(String(key)));
  if (wrong) {
    report(
      listOf(scope),
      `the scope ${name} cannot limit ${String(wrong.key)}: move that to a quota without this scope`,
      { at: scope, related: [{ field: wrong, message: 'the limit' }] },
    );
  }
}

function checkConflicts(scopes: readonly Field[], report: ObjectContext['report']): void {
  for (const name of ['BestEffort', 'Terminating']) {
    const one = scopes.find(({ value }) => value === name);
    const other = scopes.find(({ value }) => value === `Not${name}`);
    if (one && other)
      report(
        listOf(other),
        `no pod is in the scopes ${name} and Not${name} at once: make two quotas of this`,
        { at: other, related: [{ field: one, message: 'the other scope' }] },
      );
  }
}

const ONLY_EXISTS = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'CrossNamespacePodAffinity',
];

function checkOperator(expression: Field, report: ObjectContext['report']): void {
  const [operator, values] = [expression.at('operator'), expression.at('values')];
  const name = expression.at('scopeName').string ?? '';
  const count = values.items().length;
  // The API server names no index here.
  const place = (key: string): Field => (expression.parent ?? expression).at(key);
  if (operator.string === undefined) return;
  if (!['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator.string)) {
    report(
      place('operator'),
      `there is no operator "${operator.string}": write In, NotIn, Exists, DoesNotExist`,
      { at: operator },
    );
  } else if (ONLY_EXISTS.includes(name) && operator.string !== 'Exists') {
    report(place('operator'), `the scope ${name} has no values to compare: write \`Exists\``, {
      at: operator,
    });
  } else if (operator.string.endsWith('In') && count === 0) {
    report(place('values'), `\`${operator.string}\` compares with \`values\`: add at least one`, {
      at: operator,
    });
  } else if (!operator.string.endsWith('In') && count > 0) {
    report(place('values'), `\`${operator.string}\` asks for no values: remove them`, {
      at: values,
      onKey: true,
    });
  }
}
