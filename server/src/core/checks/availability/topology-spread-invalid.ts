import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { spelling } from '../oneOf.ts';

export default defineCheck({
  id: 'topology-spread-invalid',
  title: 'Topology spread constraints can be met',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-score': ['pod-topology-spread-constraints'] },
  check({ target, environment, report }) {
    const first = new Map<string, Field>();
    for (const constraint of target.at('topologySpreadConstraints').items()) {
      checkNumbers(constraint, report);
      checkWords(constraint, report);
      const keys = constraint.at('matchLabelKeys');
      if (keys.items().length > 0 && !constraint.at('labelSelector').exists && !environment.partial)
        report(keys, '`matchLabelKeys` narrows a `labelSelector`, but there is none: add one', {
          onKey: true,
        });
      const [key, action] = [constraint.at('topologyKey'), constraint.at('whenUnsatisfiable')];
      if (!key.string || !action.string) continue;
      const pair = `${key.string} ${action.string}`;
      const other = first.get(pair);
      if (!other) first.set(pair, key);
      else {
        report(
          key,
          `the pod already has a constraint on ${key.string} with \`${action.string}\`: keep one of them`,
          {
            related: [{ field: other, message: 'the other one' }],
          },
        );
      }
    }
  },
});

type Report = ObjectContext['report'];
const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];

/** Source: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#spread-constraint-definition. */
function checkNumbers(constraint: Field, report: Report): void {
  const [skew, domains, action] = ['maxSkew', 'minDomains', 'whenUnsatisfiable'].map((key) =>
    constraint.at(key),
  );
  for (const field of [skew, domains]) {
    if (field?.number === undefined || field.number > 0) continue;
    report(field, `\`${field.key}\` must be 1 or more`, {
      fixes: [{ title: 'Change to 1', safe: false, edits: () => set(field, 1) }],
    });
  }
  if (!domains?.number || domains.number < 0 || action?.string !== 'ScheduleAnyway') return;
  report(domains, '`minDomains` only holds with `whenUnsatisfiable: DoNotSchedule`: remove it, or set that', {
    onKey: true,
    fixes: [
      { title: 'Remove `minDomains`', safe: false, edits: () => remove(domains) },
      {
        title: 'Set `whenUnsatisfiable: DoNotSchedule`',
        safe: false,
        edits: () => set(action, 'DoNotSchedule'),
      },
    ],
  });
}

function checkWords(constraint: Field, report: Report): void {
  const key = constraint.at('topologyKey');
  if (key.string === '') {
    const name = 'kubernetes.io/hostname';
    report(key, `\`topologyKey\` is empty: name a label of nodes, such as \`${name}\``, {
      fixes: [{ title: `Set \`${name}\``, safe: false, edits: () => set(key, name) }],
    });
  }
  const policies = ['nodeAffinityPolicy', 'nodeTaintsPolicy'].map((name) => constraint.at(name));
  for (const field of [constraint.at('whenUnsatisfiable'), ...policies]) {
    const known = field.key === 'whenUnsatisfiable' ? ACTIONS : ['Honor', 'Ignore'];
    if (field.string === undefined || known.includes(field.string) || isFilledIn(field.string)) continue;
    const { hint, fixes } = spelling(field, known);
    report(field, `"${field.string}" cannot stand here: ${hint}`, { fixes });
  }
}
