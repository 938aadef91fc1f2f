import { groupBy } from '../../groupBy.ts';
import { labelsOf } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { perObject } from '../../references/memo.ts';
import { labelSelector } from '../../references/selectors.ts';
import { derivedLists } from '../../workspace/derived.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { RBAC } from './rbacKinds.ts';

export const ROLES = ['Role', 'ClusterRole'] as const;
export const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'] as const;

/** `ClusterRole view`, as a binding refers to it; `undefined` for what is no binding or refers to nothing. */
export function roleKey({ group, kind, root }: Resource): string | undefined {
  if (group !== RBAC || !kind.endsWith('Binding')) return undefined;
  const reference = root.at('roleRef');
  const { string: name } = reference.at('name');
  return name ? `${reference.at('kind').string ?? ''} ${name}` : undefined;
}

const rolesByKey = derivedLists((workspace) => {
  const slots = ROLES.flatMap((kind) => workspace.ofKind(kind));
  return groupBy(
    slots.filter(({ resource }) => resource.group === RBAC),
    ({ resource }) => `${resource.kind} ${resource.name ?? ''}`,
  );
});

const bindingsByKey = derivedLists((workspace) => {
  const slots = BINDINGS.flatMap((kind) => workspace.ofKind(kind));
  return groupBy(slots, ({ resource }) => roleKey(resource) ?? '');
});

/** The roles of a kind and name that are deployed together with an object. */
export function rolesNamed(workspace: Workspace, slot: Slot, kind: string, name: string): Slot[] {
  return workspace.nearest(slot, rolesByKey(workspace).get(`${kind} ${name}`));
}

/** The role that a binding gives and, where it collects the rules of others, these. */
export function boundRoles(workspace: Workspace, binding: Slot): Slot[] {
  const key = roleKey(binding.resource);
  if (!key) return [];
  const roles = workspace.nearest(binding, rolesByKey(workspace).get(key));
  return [...new Set([...roles, ...roles.flatMap((role) => aggregated(workspace, role))])];
}

const labelsOfRole = perObject(({ root }: Resource) => labelsOf(root.at('metadata')));

/** The ClusterRoles whose rules a role collects (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles). */
function aggregated(workspace: Workspace, role: Slot): Slot[] {
  const selectors = role.resource.root
    .at('aggregationRule', 'clusterRoleSelectors')
    .items()
    .flatMap((selector) => labelSelector(selector) ?? []);
  if (selectors.length === 0) return [];
  return workspace.nearest(role, workspace.ofKind('ClusterRole'), ({ resource }) =>
    selectors.some((selector) => selector.matches(labelsOfRole(resource))),
  );
}

/** The bindings that give a role. */
export function bindingsOf(workspace: Workspace, role: Slot): Slot[] {
  const { kind, name } = role.resource;
  return workspace.nearest(role, bindingsByKey(workspace).get(`${kind} ${name ?? ''}`));
}
