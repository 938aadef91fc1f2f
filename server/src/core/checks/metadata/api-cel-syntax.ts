import { readCel } from '../../syntax/cel.ts';
import type { CelName } from '../../syntax/cel.ts';
import { nearest } from '../config.ts';
import { defineCheck } from '../check.ts';
import { celPlaces } from './celPlaces.ts';
import type { CelPlace } from './celPlaces.ts';

export default defineCheck({
  id: 'api-cel-syntax',
  title: 'Expressions (CEL) are well-formed and use names that are there',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: [
    'CustomResourceDefinition',
    'DeviceClass',
    'MutatingAdmissionPolicy',
    'MutatingWebhookConfiguration',
    'ResourceClaim',
    'ResourceClaimTemplate',
    'ValidatingAdmissionPolicy',
    'ValidatingWebhookConfiguration',
  ],
  on: 'object',
  fix: null,
  check({ resource, environment, report }) {
    for (const place of celPlaces(resource)) {
      const text = place.field.string;
      if (!text?.trim() || /\$\{|\{\{/.test(text)) continue;
      const { problem, names } = readCel(text);
      if (problem)
        report(
          place.field,
          `this expression is not well-formed: ${problem.message}${position(text, problem.at)}`,
        );
      else if (!environment.partial) {
        const unknown = names
          .map((name) => unknownName(name, place))
          .find((message) => message !== undefined);
        if (unknown !== undefined) report(place.field, unknown);
      }
    }
  },
});

/** Where in an expression of several lines, or of more words than one sees at once. */
function position(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return text.trimEnd().includes('\n')
    ? ` (line ${before.length}, column ${column})`
    : ` (character ${column})`;
}

/** Types and libraries, which are names as well (https://kubernetes.io/docs/reference/using-api/cel/#cel-options-language-features-and-libraries). */
const GLOBAL = new Set(
  'bool bytes double dyn int list map null_type string type uint google optional_type'.split(' '),
);

function unknownName({ name, field }: CelName, { names, variables }: CelPlace): string | undefined {
  if (name === 'variables' && variables && names.includes(name)) {
    if (field === undefined || variables.includes(field)) return undefined;
    const near = nearest(field, [...variables]);
    return `there is no variable "${field}" here${near ? `: did you mean "${near}"?` : ': add it to `variables`, before it is used'}`;
  }
  if (names.includes(name) || GLOBAL.has(name)) return undefined;
  if (name === 'params' && names.includes('namespaceObject'))
    return '`params` is only there in a policy with a `paramKind`: add it';
  if (name === 'variables') return 'this policy has no `variables`: add them, or write the expression itself';
  const near = nearest(name, [...names]);
  return `there is nothing called "${name}" here${near ? `: did you mean "${near}"?` : `; what there is: ${names.join(', ')}`}`;
}
