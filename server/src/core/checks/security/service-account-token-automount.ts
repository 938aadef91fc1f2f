import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { POD_KINDS } from '../../references/objects.ts';
import { accountsNamed, bindingsFor } from '../../references/serviceAccounts.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { accountOf } from './serviceAccountName.ts';

export default defineCheck({
  id: 'service-account-token-automount',
  title: 'Pods that do not ask the API server get no token for it',
  category: 'security',
  severity: 'off',
  scope: 'workspace',
  kinds: [...POD_KINDS, 'ServiceAccount'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: {
    polaris: ['automountServiceAccountToken'],
    trivy: ['KSV-0036'],
    checkov: ['CKV_K8S_38', 'CKV_K8S_41'],
  },
  check({ target, resource, pod, environment, workspace, slot, report }) {
    const name = target.at('metadata', 'name');
    if (pod) {
      const field = pod.spec.at('automountServiceAccountToken');
      if (field.value === false || (environment.partial && !field.exists) || !pod.spec.isMap) return;
      const account = accountOf(pod);
      if (
        needsToken(workspace, slot, account.name) ||
        (!field.exists && isWithout(workspace, slot, account.name))
      )
        return;
      const at = [field, account.field, name].find(({ exists }) => exists) ?? target.at('kind');
      const message = `the pods get a token of ServiceAccount "${account.name}", to which nothing is given here: set \`automountServiceAccountToken: false\``;
      report(field, message, { at, fixes: fixes(field) });
    } else if (isDefaultAccount(resource)) {
      const field = target.at('automountServiceAccountToken');
      if (field.value === false || environment.partial) return;
      const message =
        'every pod that names no ServiceAccount gets a token of this one: set `automountServiceAccountToken: false`';
      report(field, message, { at: field.exists ? field : name, fixes: fixes(field) });
    }
  },
});

function isDefaultAccount({ group, kind, name }: Resource): boolean {
  return group === '' && kind === 'ServiceAccount' && name === 'default';
}

/** What a role is given to is there to ask the API server. */
function needsToken(workspace: Workspace, { resource }: Slot, account: string): boolean {
  return bindingsFor(workspace, account, resource.namespace).length > 0;
}

function isWithout(workspace: Workspace, slot: Slot, account: string): boolean {
  const found = workspace.nearest(slot, accountsNamed(workspace, account));
  return found.some(({ resource }) => resource.root.at('automountServiceAccountToken').value === false);
}

function fixes(field: Field): Fix[] {
  return [
    { title: 'Set `automountServiceAccountToken: false`', safe: false, edits: () => set(field, false) },
  ];
}
