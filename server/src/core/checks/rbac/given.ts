import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { titleOf } from '../../references/objects.ts';
import type { WorkspaceContext } from '../check.ts';
import { boundRoles } from './bindings.ts';
import type { Permission } from './grants.ts';
import { unnamedGrants } from './grants.ts';
import { RBAC, rulesOf } from './rbacKinds.ts';

/** Roles that Kubernetes brings and that read and write nearly everything in a namespace. */
const BUILT_IN: readonly string[] = ['cluster-admin', 'admin', 'edit'];

export function isClusterAdmin({ root }: Resource): boolean {
  const reference = root.at('roleRef');
  return reference.at('kind').string === 'ClusterRole' && reference.at('name').string === 'cluster-admin';
}

/** The rule of a role that allows everything on everything, if it has one. */
export function allowsEverything(role: Resource): Field | undefined {
  return rulesOf(role).find(
    (rule) =>
      ['apiGroups', 'resources', 'verbs'].every((list) =>
        rule
          .at(list)
          .items()
          .some(({ string }) => string === '*'),
      ) && rule.at('resourceNames').items().length === 0,
  );
}

/** Reports a binding whose role allows something. What may do everything is left to `rbac-cluster-admin-binding`. */
export function reportGiven(
  { resource, environment, workspace, slot, report }: WorkspaceContext<Record<never, never>>,
  wanted: readonly Permission[],
  what: string,
): void {
  if (resource.group !== RBAC) return;
  const reference = resource.root.at('roleRef');
  const name = reference.at('name');
  const told = environment.isOn('rbac-cluster-admin-binding');
  const place = resource.kind === 'RoleBinding' ? 'in its namespace' : 'in every namespace';
  if (reference.at('kind').string === 'ClusterRole' && BUILT_IN.includes(name.string ?? '')) {
    if (told && isClusterAdmin(resource)) return;
    report(name, `who gets ClusterRole ${name.string} ${what} ${place}: give a role that allows less`);
    return;
  }
  for (const role of boundRoles(workspace, slot)) {
    if (told && allowsEverything(role.resource)) return;
    const [grant] = unnamedGrants(role.resource, wanted);
    if (!grant) continue;
    report(name, `who gets ${titleOf(role.resource)} ${what} ${place}: allow only what is needed`, {
      related: [{ field: grant.resources[0], message: 'this allows it', origin: role }],
    });
    return;
  }
}
