import { set } from '../../manifest/edit.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { PortField } from './portFields.ts';
import { portFields } from './portFields.ts';
import { isPortNumber, portNameProblem, validPortName } from '../../syntax/ports.ts';

export default defineCheck({
  id: 'invalid-port',
  title: 'Ports have valid numbers and names',
  category: 'services',
  severity: 'error',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: true },
  aliases: { 'kube-linter': ['invalid-target-ports'], 'kube-score': ['container-ports-check'] },
  check({ resource, pod, report }) {
    const places = portFields(resource, pod);
    for (const { field, accepts, optional } of places) {
      const { value } = field;
      if (optional && (value === 0 || value === '')) continue;
      if (typeof value === 'number' && accepts !== 'name') {
        if (Number.isInteger(value) && !isPortNumber(value)) {
          report(field, `port ${value} is out of range: ports go from 1 to 65535`);
        }
      } else if (typeof value === 'string' && accepts !== 'number') {
        const number = accepts === 'either' && /^\d+$/.test(value) ? Number(value) : 0;
        const problem = portNameProblem(value);
        if (isPortNumber(number)) {
          const fixes = [fix(`Write the number ${number}`, () => set(field, number))];
          report(field, `"${value}" in quotes is the name of a port, not its number: remove the quotes`, {
            fixes,
          });
        } else if (problem) {
          report(field, `port name "${value}" is not valid: ${problem}`, { fixes: renames(places, value) });
        }
      }
    }
  },
});

function fix(title: string, edits: Fix['edits']): Fix {
  return { title, safe: true, edits };
}

/** Renames the port here and whatever refers to it in the object. Other objects get the same new name from their own findings. */
function renames(places: readonly PortField[], name: string): Fix[] {
  const valid = validPortName(name);
  const named = places.filter(({ accepts }) => accepts !== 'number');
  if (!valid || named.some(({ field }) => field.value === valid)) return [];
  const fields = named.filter(({ field }) => field.value === name).map(({ field }) => field);
  const once = new Map(fields.map((field) => [field.span.start, field]));
  return [fix(`Rename to \`${valid}\``, () => [...once.values()].flatMap((field) => set(field, valid)))];
}
