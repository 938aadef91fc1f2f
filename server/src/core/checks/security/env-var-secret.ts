import { renameKey, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { canBeFollowed, newDocuments } from '../newDocument.ts';
import { envVars } from '../workload/envSources.ts';
import { credentialIn } from './credentialForms.ts';
import { newSecret, partOfName } from './newSecret.ts';
import { isSecret } from './secretValues.ts';

export default defineCheck({
  id: 'env-var-secret',
  title: 'Secrets do not stand in the values of environment variables',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'document', safe: false },
  aliases: { 'kube-linter': ['env-var-secret'], polaris: ['sensitiveContainerEnvVar'] },
  check({ target, resource, environment, report }) {
    for (const entry of envVars(target)) {
      const name = entry.at('name').string;
      const field = entry.at('value');
      const value = field.string;
      if (!name || !value) continue;
      const found = credentialIn(value)?.what ?? (isSecret(name, value) ? 'a secret' : undefined);
      if (!found) continue;
      report(field, `${name} is ${found} in plain text: take it from a Secret with \`secretKeyRef\``, {
        fixes: environment.partial ? [] : fixes(resource, field, name, value),
      });
    }
  },
});

function fixes(resource: Resource, field: Field, name: string, value: string): Fix[] {
  if (!canBeFollowed(resource) || field.alias) return [];
  const secret = `${resource.name ?? 'web'}-${partOfName(name)}`;
  return [
    {
      title: 'Move the value to a Secret',
      safe: false,
      edits: () => [
        ...renameKey(field, 'valueFrom'),
        ...set(field, { secretKeyRef: { name: secret, key: name } }),
        newDocuments(resource, [newSecret(resource, secret, { [name]: value })]),
      ],
    },
  ];
}
