import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Minor } from '../../kinds/versions.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { keyProblem, valueProblem } from '../../syntax/labels.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { spelling } from '../oneOf.ts';

export default defineCheck({
  id: 'api-toleration',
  title: 'Tolerations say which taints they mean',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, pod, environment, report }) {
    const owner = resource.kind === 'RuntimeClass' ? target.at('scheduling') : pod?.spec;
    for (const toleration of owner?.at('tolerations').items() ?? []) {
      if (!toleration.isMap) continue;
      checkKey(toleration, environment.partial, report);
      checkOperator(toleration, environment.version, report);
      checkEffect(toleration, environment.partial, report);
    }
  },
});

type Report = ObjectContext['report'];
const OPERATORS = ['Equal', 'Exists'];
/** Behind a gate since 1.35: https://kep.k8s.io/5471. */
const COMPARING = 35;
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Source: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/. */
function checkKey(toleration: Field, partial: boolean, report: Report): void {
  const [key, operator] = [toleration.at('key'), toleration.at('operator')];
  if (key.string) {
    const problem = isFilledIn(key.string) ? undefined : keyProblem(key.string);
    if (problem) report(key, `"${key.string}" cannot be the key of a taint: ${problem}`);
    return;
  }
  if (operator.string === 'Exists' || (key.exists && key.string === undefined) || (partial && !key.exists))
    return;
  if (operator.string && !OPERATORS.includes(operator.string)) return;
  const edits: Fix['edits'] = () => set(operator, 'Exists');
  report(
    operator,
    'a toleration without a `key` is for all taints: set `operator: Exists`, or add the `key`',
    {
      at: operator.exists ? operator : (toleration.entries()[0] ?? toleration),
      fixes: [{ title: 'Set `operator: Exists`', safe: false, edits }],
    },
  );
}

function checkOperator(toleration: Field, version: Minor, report: Report): void {
  const [operator, value] = [toleration.at('operator'), toleration.at('value')];
  const name = operator.string ?? '';
  if ((name === 'Lt' || name === 'Gt') && version >= COMPARING) return;
  if (name === 'Exists') {
    if (!value.written) return;
    report(operator, '`Exists` tolerates every value: remove `value`, or compare with `operator: Equal`', {
      at: value,
      fixes: [
        { title: 'Remove `value`', safe: false, edits: () => remove(value) },
        { title: 'Change the operator to `Equal`', safe: false, edits: () => set(operator, 'Equal') },
      ],
    });
  } else if (name === '' || name === 'Equal') {
    const problem =
      value.string === undefined || isFilledIn(value.string) ? undefined : valueProblem(value.string);
    if (problem)
      report(operator, `"${value.string}" cannot be the value of a taint: ${problem}`, { at: value });
  } else {
    const { hint, fixes } = spelling(operator, OPERATORS);
    report(operator, `"${name}" is no operator of a toleration: ${hint}`, { fixes });
  }
}

function checkEffect(toleration: Field, partial: boolean, report: Report): void {
  const [effect, seconds] = [toleration.at('effect'), toleration.at('tolerationSeconds')];
  if (effect.string && !EFFECTS.includes(effect.string)) {
    const { hint, fixes } = spelling(effect, EFFECTS);
    report(effect, `"${effect.string}" is no effect of a taint: ${hint}`, { fixes });
  } else if (seconds.exists && effect.string !== 'NoExecute' && (effect.exists || !partial)) {
    report(
      effect,
      '`tolerationSeconds` only means something for `NoExecute`: set this `effect`, or remove it',
      {
        at: seconds,
        fixes: [
          { title: 'Remove `tolerationSeconds`', safe: false, edits: () => remove(seconds) },
          { title: 'Set `effect: NoExecute`', safe: false, edits: () => set(effect, 'NoExecute') },
        ],
      },
    );
  }
}
