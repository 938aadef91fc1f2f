import { groupBy } from '../groupBy.ts';
import type { Field } from '../manifest/field.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { perRevision } from './memo.ts';

const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

/** The ServiceAccounts among the subjects of a binding. */
export function accountSubjects({ resource }: Slot): Field[] {
  const subjects = resource.root.at('subjects').items();
  return subjects.filter((subject) => subject.at('kind').string === 'ServiceAccount');
}

const bindingsByAccount = perRevision((workspace) => {
  const pairs = BINDINGS.flatMap((kind) => [...workspace.ofKind(kind)]).flatMap((slot) =>
    accountSubjects(slot).map((subject) => ({ slot, subject, name: subject.at('name').string ?? '' })),
  );
  return groupBy(pairs, ({ name }) => name);
});

/** The bindings that give something to a ServiceAccount. A namespace that is left open fits every namespace. */
export function bindingsFor(workspace: Workspace, name: string, namespace: string | undefined): Slot[] {
  const found = bindingsByAccount(workspace).get(name) ?? [];
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
    ...groups.flatMap((group) => bindingsByGroup(workspace).get(group) ?? []),
  ]);
  const far = own.filter(
    (binding) => binding.resource.namespace !== namespace && workspace.reaches(slot, binding),
  );
  return [...new Set([...near, ...far])];
}

const bindingsByGroup = perRevision((workspace) => {
  const pairs = BINDINGS.flatMap((kind) => [...workspace.ofKind(kind)]).flatMap((slot) =>
    slot.resource.root
      .at('subjects')
      .items()
      .flatMap((subject) =>
        subject.at('kind').string === 'Group' ? [{ slot, name: subject.at('name').string ?? '' }] : [],
      ),
  );
  const groups = groupBy(pairs, ({ name }) => name);
  return new Map([...groups].map(([name, found]) => [name, found.map(({ slot }) => slot)]));
});

const accountsByName = perRevision((workspace) =>
  groupBy(
    [...workspace.ofKind('ServiceAccount')].filter(({ resource }) => resource.group === ''),
    ({ resource }) => resource.name ?? '',
  ),
);

/** All ServiceAccounts of a name, in whatever namespace. */
export function accountsNamed(workspace: Workspace, name: string): readonly Slot[] {
  return accountsByName(workspace).get(name) ?? [];
}
