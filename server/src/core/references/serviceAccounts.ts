import { groupBy } from '../groupBy.ts';
import type { Field } from '../manifest/field.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derivedLists } from '../workspace/derived.ts';
import { perObject } from './memo.ts';

const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

/** The ServiceAccounts among the subjects of a binding. */
export function accountSubjects({ resource }: Slot): Field[] {
  const subjects = resource.root.at('subjects').items();
  return subjects.filter((subject) => subject.at('kind').string === 'ServiceAccount');
}

const bindingsByAccount = derivedLists((workspace) =>
  groupBy(
    BINDINGS.flatMap((kind) => workspace.ofKind(kind)).flatMap(accountsOf),
    ({ subject }) => subject.at('name').string ?? '',
  ),
);

const accountsOf = perObject((slot: Slot) => accountSubjects(slot).map((subject) => ({ slot, subject })));

/** The bindings that give something to a ServiceAccount. A namespace that is left open fits every namespace. */
export function bindingsFor(workspace: Workspace, name: string, namespace: string | undefined): Slot[] {
  const found = bindingsByAccount(workspace).get(name);
  return found
    .filter(({ slot, subject }) => {
      const theirs = subject.at('namespace').string ?? slot.resource.namespace;
      return theirs === undefined || namespace === undefined || theirs === namespace;
    })
    .map(({ slot }) => slot);
}

/**
 * The bindings that reach the ServiceAccount of an object's pods: those that are deployed together with the object and name the account
 * or a group that it is in (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects), and those of other
 * namespaces that name it with its own.
 */
export function bindingsReaching(workspace: Workspace, slot: Slot, name: string): Slot[] {
  const { namespace } = slot.resource;
  const groups = ['system:serviceaccounts', 'system:authenticated', `system:serviceaccounts:${namespace}`];
  const own = bindingsFor(workspace, name, namespace);
  const near = workspace.nearest(slot, [
    ...own,
    ...groups.flatMap((group) => bindingsByGroup(workspace).get(group)),
  ]);
  const far = own.filter(
    (binding) => binding.resource.namespace !== namespace && workspace.reaches(slot, binding),
  );
  return [...new Set([...near, ...far])];
}

const bindingsByGroup = derivedLists((workspace) => {
  const byGroup = new Map<string, Slot[]>();
  for (const slot of BINDINGS.flatMap((kind) => workspace.ofKind(kind))) {
    for (const group of new Set(groupSubjects(slot)))
      byGroup.set(group, [...(byGroup.get(group) ?? []), slot]);
  }
  return byGroup;
});

function groupSubjects({ resource }: Slot): string[] {
  const subjects = resource.root.at('subjects').items();
  return subjects.flatMap((subject) =>
    subject.at('kind').string === 'Group' ? (subject.at('name').string ?? '') : [],
  );
}

const accountsByName = derivedLists((workspace) =>
  groupBy(
    workspace.ofKind('ServiceAccount').filter(({ resource }) => resource.group === ''),
    ({ resource }) => resource.name ?? '',
  ),
);

/** All ServiceAccounts of a name, in whatever namespace. */
export function accountsNamed(workspace: Workspace, name: string): readonly Slot[] {
  return accountsByName(workspace).get(name);
}
