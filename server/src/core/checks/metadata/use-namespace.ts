import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { placeholder } from '../../manifest/render.ts';
import { transformsOf } from '../../references/kustomized.ts';
import { titleOf } from '../../references/objects.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isNamespaced } from './builtin.ts';

export default defineCheck({
  id: 'use-namespace',
  title: 'Objects name a namespace of their own',
  category: 'metadata',
  severity: 'off',
  scope: 'workspace',
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  aliases: { 'kube-linter': ['use-namespace'], trivy: ['KSV-0110'], checkov: ['CKV_K8S_21'] },
  check({ resource, environment, workspace, slot, report }) {
    if (!isNamespaced(resource)) return;
    const set = transformsOf(workspace, slot.uri).namespace;
    if (set !== undefined && set !== 'default') return;
    const metadata = resource.root.at('metadata');
    const field = metadata.at('namespace');
    const fixes = name(workspace, slot, field);
    if (field.value === 'default') {
      const message = `${titleOf(resource)} is in the namespace "default", among whatever else lands there: give it a namespace`;
      report(field, message, { fixes });
    } else if (!field.exists && !environment.partial) {
      const title = `${titleOf(resource)} goes into whatever namespace is current: set \`metadata.namespace\``;
      report(field, title, { at: metadata.at('name').exists ? metadata.at('name') : metadata, fixes });
    }
  },
});

function name(workspace: Workspace, slot: Slot, field: Field): Fix[] {
  const edits = (): ReturnType<typeof set> => {
    const known = workspace.together(slot, ['Namespace']).flatMap(({ resource }) => resource.name ?? []);
    const [first = 'my-namespace', ...others] = known.filter((one) => one !== 'default');
    const hint = 'name the namespace';
    return set(field, placeholder(first, others.length > 0 ? { hint, choices: others } : { hint }));
  };
  return [{ title: 'Set the namespace', safe: false, edits }];
}
