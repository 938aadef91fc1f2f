import { boundRoles, roleKey } from '../checks/rbac/bindings.ts';
import { rulesOf } from '../checks/rbac/rbacKinds.ts';
import { accountOf } from '../checks/security/serviceAccountName.ts';
import type { Field } from '../manifest/field.ts';
import { podTemplate } from '../manifest/pods.ts';
import { titleOf } from '../references/objects.ts';
import { bindingsReaching } from '../references/serviceAccounts.ts';
import { isFilledIn } from '../syntax/names.ts';
import type { Slot, Workspace } from '../workspace.ts';
import type { Hover } from './hover.ts';
import { escapeMarkdown } from './hover.ts';
import type { Given, RightsRule } from './rights.ts';
import { rightsText } from './rights.ts';

/**
 * What the ServiceAccount of a pod may do by the Roles and bindings of the workspace; `undefined` where no pod names its account.
 * The offset counts from the start of the file.
 */
export function accountHover(
  workspace: Workspace,
  uri: string,
  offset: number,
  link: (slot: Slot) => string,
): Hover | undefined {
  for (const slot of workspace.slots(uri)) {
    const template = podTemplate(slot.resource);
    const { field } = template ? accountOf(template) : {};
    const name = field?.string;
    if (!field || !name || isFilledIn(name)) continue;
    const span = [field.span, field.keySpan]
      .flatMap((one) => (one ? [{ start: slot.start + one.start, end: slot.start + one.end }] : []))
      .find(({ start, end }) => start <= offset && offset <= end);
    if (span) return { text: rightsOf(workspace, slot, name, link), span };
  }
  return undefined;
}

function rightsOf(workspace: Workspace, slot: Slot, name: string, link: (slot: Slot) => string): string {
  const bindings = bindingsReaching(workspace, slot, name);
  const given = bindings.flatMap((binding) => givenBy(workspace, binding, link));
  const title = `**May do** as ServiceAccount ${escapeMarkdown(name)}, by the manifests of this workspace`;
  if (bindings.length === 0) return `${title}: nothing, no binding names it.`;
  const missing = bindings.flatMap((binding) => {
    const key = roleKey(binding.resource);
    const isHere = boundRoles(workspace, binding).length > 0;
    return isHere || !key ? [] : [`- ${outside(key, binding)} (${linkTo(binding, link)})`];
  });
  return [`${title}:\n`, ...(given.length > 0 ? [rightsText(given)] : []), ...missing].join('\n');
}

function givenBy(workspace: Workspace, binding: Slot, link: (slot: Slot) => string): Given[] {
  return boundRoles(workspace, binding).map((role) => ({
    where: whereOf(binding),
    role: linkTo(role, link),
    rules: rulesOf(role.resource).map(ruleOf),
  }));
}

function whereOf({ resource }: Slot): string {
  if (resource.kind === 'ClusterRoleBinding') return 'in every namespace';
  return resource.namespace === undefined ? 'in its namespace' : `in the namespace ${resource.namespace}`;
}

function linkTo(slot: Slot, link: (slot: Slot) => string): string {
  return `[${escapeMarkdown(titleOf(slot.resource))}](${link(slot)})`;
}

/** Roles that every cluster has (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles). */
const BUILT_IN: Readonly<Record<string, string>> = {
  'ClusterRole cluster-admin': '**everything** on **all kinds**',
  'ClusterRole admin': '**everything** on nearly all kinds, **secrets** and roles included',
  'ClusterRole edit': 'read and write nearly all kinds, **secrets** included',
  'ClusterRole view': 'read nearly all kinds, without secrets',
};

function outside(key: string, binding: Slot): string {
  const known = BUILT_IN[key];
  const where = escapeMarkdown(whereOf(binding));
  return known === undefined
    ? `what ${escapeMarkdown(key)} allows, which is not in this workspace, ${where}`
    : `${known}, ${where}: ${escapeMarkdown(key)}`;
}

function ruleOf(rule: Field): RightsRule {
  const words = (key: string): string[] =>
    rule
      .at(key)
      .items()
      .flatMap(({ written }) => written ?? []);
  return {
    verbs: words('verbs'),
    apiGroups: words('apiGroups'),
    resources: words('resources'),
    resourceNames: words('resourceNames'),
    nonResourceURLs: words('nonResourceURLs'),
  };
}
