import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { canBeFollowed, newDocuments } from '../newDocument.ts';
import { accountOf } from './serviceAccountName.ts';

export default defineCheck({
  id: 'default-service-account',
  title: 'Pods have a ServiceAccount of their own',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'document', safe: false },
  aliases: { 'kube-linter': ['default-service-account'] },
  check({ target, resource, pod, environment, report }) {
    if (!pod || !target.isMap || target.at('automountServiceAccountToken').value === false) return;
    const { field, name } = accountOf(pod);
    if (name !== 'default' || (environment.partial && !field.exists)) return;
    const metadata = resource.root.at('metadata', 'name');
    report(
      field,
      'the pods share ServiceAccount "default" with all others of the namespace: give them their own',
      {
        at: field.exists ? field : metadata.exists ? metadata : resource.root.at('kind'),
        fixes: fixes(resource, field),
      },
    );
  },
});

function fixes(resource: Resource, field: Field): Fix[] {
  const { name, namespace } = resource;
  if (!name || !canBeFollowed(resource)) return [];
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, ...(namespace ? { namespace } : {}) },
  };
  return [
    {
      title: `Add ServiceAccount ${name}`,
      safe: false,
      edits: () => [...set(field, name), newDocuments(resource, [account])],
    },
  ];
}
