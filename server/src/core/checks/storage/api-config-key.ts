import { renameKey, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Fix, ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { envVars } from '../workload/envSources.ts';
import { configData } from './configData.ts';

export default defineCheck({
  id: 'api-config-key',
  title: 'Keys of ConfigMaps and Secrets can be names of files',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, pod, environment, report }) {
    const data = configData(resource);
    for (const entry of data ? [...data.text.entries(), ...data.base64.entries()] : []) {
      const key = String(entry.key);
      // A patch may speak of a key only to remove it, or hold directives.
      if (environment.partial && (!entry.exists || key.startsWith('$'))) continue;
      reportKey(entry, key, report, (name) => renameKey(entry, name));
    }
    for (const field of pod ? keyRefs(pod) : [])
      if (field.string !== undefined) reportKey(field, field.string, report, (name) => set(field, name));
  },
});

function keyRefs({ containers }: PodTemplate): Field[] {
  return containers
    .filter(({ role }) => role !== 'ephemeral')
    .flatMap(({ field }) => envVars(field))
    .flatMap((variable) =>
      ['configMapKeyRef', 'secretKeyRef'].map((ref) => variable.at('valueFrom', ref, 'key')),
    );
}

function reportKey(
  field: Field,
  key: string,
  report: ObjectContext['report'],
  edits: (name: string) => ReturnType<Fix['edits']>,
): void {
  const problem = isFilledIn(key) ? undefined : keyProblem(key);
  if (!problem) return;
  const plain = key.replaceAll(/[^-._a-zA-Z0-9]+/g, '_');
  const fixes: Fix[] =
    plain === key || keyProblem(plain)
      ? []
      : [{ title: `Rename to \`${plain}\``, safe: false, edits: () => edits(plain) }];
  // The server moves `stringData` into `data` before it looks.
  const { parent } = field;
  const stored = parent?.key === 'stringData' ? parent.parent?.at('data', key) : undefined;
  report(stored ?? field, `"${key}" cannot be a key of a ConfigMap or Secret: ${problem}`, {
    at: field,
    onKey: field.key !== 'key',
    fixes,
  });
}

const MAX_LENGTH = 253;

/** Source: https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object. */
function keyProblem(key: string): string | undefined {
  if (key === '') return 'it is empty';
  if (key.length > MAX_LENGTH)
    return `it has ${key.length} characters, but at most ${MAX_LENGTH} are allowed`;
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return `use only letters, digits, '-', '_' and '.'`;
  return key === '.' || key.startsWith('..') ? `it must not be '.' or begin with '..'` : undefined;
}
