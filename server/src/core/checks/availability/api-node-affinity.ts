import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { keyProblem, valueProblem } from '../../syntax/labels.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { spelling } from '../oneOf.ts';
import { nodeTerms, requiredTerms } from './nodeSelectors.ts';

export default defineCheck({
  id: 'api-node-affinity',
  title: 'Node affinity has terms, and their operators the values that they need',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, pod, report }) {
    for (const terms of requiredTerms(resource, pod)) {
      if (terms.isSeq && terms.items().length === 0)
        report(terms, 'no node meets an empty list of terms: add one, or remove the affinity', {
          onKey: true,
        });
    }
    for (const { field, strict } of nodeTerms(resource, pod)) {
      for (const item of field.at('matchExpressions').items()) checkExpression(item, strict, report);
      for (const item of field.at('matchFields').items()) checkField(item, report);
    }
  },
});

type Report = ObjectContext['report'];
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

/** Source: https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#operators. */
function checkExpression(item: Field, strict: boolean, report: Report): void {
  const [key, field, values] = [item.at('key'), item.at('operator'), item.at('values')];
  const problem = key.string === undefined || isFilledIn(key.string) ? undefined : keyProblem(key.string);
  if (problem) report(key, `"${key.string}" cannot be the key of a label: ${problem}`);
  const operator = field.string;
  if (operator === undefined || (values.exists && !values.isSeq)) return;
  const count = values.items().length;
  if (!OPERATORS.includes(operator)) reportOperator(field, OPERATORS, report);
  else if (operator.endsWith('In') && count === 0)
    report(values, `\`${operator}\` compares with \`values\`: add at least one`, valuesOr(field, values));
  else if (operator.endsWith('t') && operator.length === 2 && count !== 1)
    report(values, `\`${operator}\` compares with one number: write one value`, valuesOr(field, values));
  else if (operator.endsWith('Exist') || operator === 'Exists') {
    if (count === 0) return;
    report(values, `\`${operator}\` asks only for the key: remove \`values\``, {
      onKey: true,
      fixes: [{ title: 'Remove `values`', safe: false, edits: () => remove(values) }],
    });
  }
  for (const value of strict ? values.items() : []) {
    const wrong =
      value.string === undefined || isFilledIn(value.string) ? undefined : valueProblem(value.string);
    if (wrong) report(value, `"${value.string}" cannot be the value of a label: ${wrong}`);
  }
}

function checkField(item: Field, report: Report): void {
  const [key, field, values] = [item.at('key'), item.at('operator'), item.at('values')];
  if (key.string !== undefined && key.string !== 'metadata.name')
    report(key, `"${key.string}" is no field by which nodes are selected: write \`metadata.name\``);
  if (field.string === undefined) return;
  if (!['In', 'NotIn'].includes(field.string)) reportOperator(field, ['In', 'NotIn'], report);
  else if (values.items().length !== 1 && (values.isSeq || !values.exists))
    report(values, `\`${field.string}\` compares a field with one value: write one`, valuesOr(field, values));
}

function reportOperator(field: Field, known: readonly string[], report: Report): void {
  const { hint, fixes } = spelling(field, known);
  report(field, `"${field.string}" is no operator here: ${hint}`, { fixes });
}

/** Draws what lacks values on the operator, if there is no list at all. */
function valuesOr(operator: Field, values: Field): { at?: Field } {
  return values.isSeq ? {} : { at: operator };
}
