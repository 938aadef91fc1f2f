import { defineCheck } from '../check.ts';
import { builtin } from './builtin.ts';
import { isFilledIn } from '../../syntax/names.ts';

export default defineCheck({
  id: 'api-name-path-segment',
  title: 'Names can stand in the address of their object',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    const rule = builtin(resource)?.name;
    if (environment.partial || (rule !== 'segment' && rule !== 'key')) return;
    for (const key of ['name', 'generateName']) {
      const field = target.at('metadata', key);
      const name = field.string;
      if (!name || isFilledIn(name)) continue;
      const problem = segmentProblem(name) ?? (rule === 'key' ? keyProblem(name) : undefined);
      if (problem) report(field, `"${name}" cannot be the name of a ${resource.kind}: ${problem}`);
    }
  },
});

function keyProblem(name: string): string | undefined {
  if (name.length > 253) return `it has ${name.length} characters, but at most 253 are allowed`;
  return /^[-.\w]+$/.test(name) ? undefined : "use only letters, digits, '-', '_' and '.'";
}

/** The name becomes one segment of a path: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names. */
function segmentProblem(name: string): string | undefined {
  if (name === '.' || name === '..') return 'the API server would read it as a folder: choose another';
  const found = /[/%]/.exec(name)?.[0];
  return found && `it must not contain '${found}'`;
}
