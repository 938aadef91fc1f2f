import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { envVars } from './envSources.ts';

/** Any printable ASCII character since 1.32: https://kep.k8s.io/4369. */
const RELAXED = 32;

export default defineCheck({
  id: 'api-env-name',
  title: 'Names of environment variables have only characters that are allowed there',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  check({ target, environment, report }) {
    const strict = environment.version < RELAXED;
    const prefixes = target.at('envFrom').items();
    for (const holder of [...envVars(target), ...prefixes]) {
      const key = prefixes.includes(holder) ? 'prefix' : 'name';
      const field = holder.at(key);
      const name = field.string;
      if (name === undefined || (name === '' && key === 'prefix') || isFilledIn(name)) continue;
      const problem = strict ? strictProblem(name) : relaxedProblem(name);
      if (problem)
        report(field, `"${name}" cannot be ${WHAT[key]} of an environment variable: ${problem}`, {
          fixes: fixes(field, name, strict),
        });
    }
  },
});

const WHAT = { name: 'the name', prefix: 'the beginning' } as const;

function relaxedProblem(name: string): string | undefined {
  if (name === '') return 'write one';
  if (name.includes('=')) return "leave out the '='";
  return /^[\x20-\x7e]+$/.test(name) ? undefined : 'use only printable ASCII characters';
}

function strictProblem(name: string): string | undefined {
  if (name === '') return 'write one';
  if (/^\d/.test(name)) return 'it must not begin with a digit';
  if (!/^[-._a-zA-Z0-9]+$/.test(name)) return `use only letters, digits, '_', '-' and '.'`;
  return name === '.' || name.startsWith('..') ? `it must not be '.' or begin with '..'` : undefined;
}

/** `NAME=value` is taken apart; other characters that may not stand there become `_`. */
function fixes(field: Field, name: string, strict: boolean): Fix[] {
  const pair = /^([A-Za-z_]\w*)=(.*)$/.exec(name);
  const value = field.parent?.at('value');
  if (pair?.[1] && field.key === 'name' && value && !value.exists && !field.parent?.at('valueFrom').exists) {
    const [, left = '', right = ''] = pair;
    const edits: Fix['edits'] = () => [...set(field, left), ...set(value, right)];
    return [{ title: `Split into name \`${left}\` and its value`, safe: false, edits }];
  }
  const plain = name.replaceAll(/[^-._a-zA-Z0-9]+/g, '_').replace(/^(?=\d)/, '_');
  if (plain === name || (strict ? strictProblem : relaxedProblem)(plain)) return [];
  return [{ title: `Rename to \`${plain}\``, safe: false, edits: () => set(field, plain) }];
}
