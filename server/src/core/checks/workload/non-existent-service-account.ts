import type { Field } from '../../manifest/field.ts';
import { belongTogether } from '../../references/belonging.ts';
import { inReach, keptBeside } from '../../references/beside.ts';
import { named } from '../../references/lookup.ts';
import { isMentioned, mayBeElsewhere } from '../../references/makers.ts';
import { bindingsFor } from '../../references/serviceAccounts.ts';
import type { Slot } from '../../workspace.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { nearName } from '../nearName.ts';
import { addDocuments, metadataBeside } from '../newDocument.ts';

export default defineCheck({
  id: 'non-existent-service-account',
  title: 'Pods run as ServiceAccounts that exist',
  category: 'workload',
  severity: 'information',
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'document', safe: false },
  aliases: { 'kube-linter': ['non-existent-service-account'] },
  check({ target, resource, environment, workspace, slot, report }) {
    const field = accountOf(target);
    const name = field.string;
    // Every namespace has `default`.
    if (!name || name === 'default' || isFilledIn(name) || environment.partial) return;
    if (named(workspace, slot, 'ServiceAccount', name, isAccount).length > 0) return;
    if (
      resource.namespace?.startsWith('kube-') ||
      mayBeElsewhere(workspace, slot, name) ||
      isMentioned(workspace, name)
    )
      return;
    const accounts = inReach(workspace, slot, accountsBeside(workspace, slot));
    const [binding] = workspace.nearest(slot, bindingsFor(workspace, name, resource.namespace));
    const near = nearName(field, accounts, 'the ServiceAccount of this name');
    if (!near?.isSlip && !binding && !belongTogether(workspace, slot, accounts)) return;
    const hint = near ? `did you mean "${near.name}"?` : 'correct the name, or add the ServiceAccount';
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadataBeside(resource, name) };
    const related = binding
      ? [{ field: binding.resource.root.at('metadata', 'name'), message: 'gives it rights', origin: binding }]
      : [];
    report(
      field,
      `there is no ServiceAccount "${name}" among these manifests, so no pod can start: ${hint}`,
      {
        related: near?.related ?? related,
        fixes: [...(near?.fixes ?? []), ...addDocuments(resource, `Add a ServiceAccount ${name}`, [account])],
      },
    );
  },
});

/** `serviceAccount` is the older name of the same field. */
function accountOf(spec: Field): Field {
  const field = spec.at('serviceAccountName');
  return field.exists ? field : spec.at('serviceAccount');
}

function isAccount({ resource }: Slot): boolean {
  return resource.group === '';
}

const accountsBeside = keptBeside(['ServiceAccount'], ({ group }) => group === '');
