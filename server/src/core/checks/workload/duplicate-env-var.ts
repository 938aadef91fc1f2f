import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { envVars } from './envSources.ts';

export default defineCheck({
  id: 'duplicate-env-var',
  title: 'A container sets each environment variable once',
  category: 'workload',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: true },
  aliases: { 'kube-linter': ['duplicate-env-var'], 'kube-score': ['environment-variable-key-duplication'] },
  check({ target, report }) {
    const last = new Map<string, number>();
    const variables = envVars(target);
    for (const [index, variable] of variables.entries()) {
      const field = variable.at('name');
      const name = field.string;
      if (!name) continue;
      const before = last.get(name);
      last.set(name, index);
      const other = before === undefined ? undefined : variables[before];
      if (before === undefined || !other || extendsValue(variable, name)) continue;
      report(field, `${name} is already set in this container, and this value hides the first: set it once`, {
        related: [{ field: other.at('name'), message: `${name} is set here first` }],
        fixes: [fix(other, variable, variables.slice(before + 1, index + 1), name)],
      });
    }
  },
});

/** `PATH: $(PATH):/more` builds on the value before, which then is not hidden. */
function extendsValue(variable: Field, name: string): boolean {
  const value = variable.at('value').written ?? '';
  return !variable.at('valueFrom').exists && value !== `$(${name})` && value.includes(`$(${name})`);
}

/** The later value counts, so the earlier entry goes, unless what stands between them reads it. */
function fix(earlier: Field, later: Field, following: readonly Field[], name: string): Fix {
  const read = following.some((variable) => variable.at('value').written?.includes(`$(${name})`));
  const same = later.at('value').written === `$(${name})`;
  if (same) return { title: 'Remove this entry', safe: true, edits: () => remove(later) };
  return { title: 'Remove the earlier entry', safe: !read, edits: () => remove(earlier) };
}
