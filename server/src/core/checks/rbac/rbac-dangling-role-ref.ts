import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { placeholder } from '../../manifest/render.ts';
import { keptBeside } from '../../references/beside.ts';
import { mayBePatched } from '../../references/patched.ts';
import { transformsOf } from '../../references/kustomized.ts';
import { accountsNamed, accountSubjects, bindingsFor } from '../../references/serviceAccounts.ts';
import { suggest } from '../../schema/suggest.ts';
import type { Slot } from '../../workspace.ts';
import type { Fix, ReportDetails, WorkspaceContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { canBeFollowed, newDocuments } from '../newDocument.ts';
import { bindingsOf, rolesNamed } from './bindings.ts';
import { RBAC } from './rbacKinds.ts';

export default defineCheck({
  id: 'rbac-dangling-role-ref',
  title: 'Bindings name roles and ServiceAccounts that exist',
  category: 'rbac',
  severity: 'information',
  scope: 'workspace',
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  on: 'object',
  fix: { kind: 'document', safe: false },
  check(context) {
    const { resource, environment, workspace, slot } = context;
    if (resource.group !== RBAC || environment.partial || !workspace.isComplete(slot.uri)) return;
    checkRole(context);
    for (const subject of accountSubjects(slot)) checkAccount(context, subject);
  },
});

type Context = WorkspaceContext<Record<never, never>>;

const rolesBeside = keptBeside(['Role', 'ClusterRole'], ({ group }) => group === RBAC);
const accountsBeside = keptBeside(['ServiceAccount'], ({ group }) => group === '');

/** Letters in which a name may differ from the one that was meant. */
const SLIPS = 2;

/** Roles that every cluster has (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings). */
const BUILT_IN =
  /^(?:cluster-admin|admin|edit|view|extension-apiserver-authentication-reader|(?:system|kubeadm):.*)$/;

/** What a Kustomize patch speaks of that makes another kind of an object. */
const KIND = '/kind\\b';

/** A ClusterRole that is not here may well be in the cluster, so it counts only where another one must have been meant. */
function checkRole(context: Context): void {
  const { resource, workspace, slot, report } = context;
  const reference = resource.root.at('roleRef');
  const [field, kindField] = [reference.at('name'), reference.at('kind')];
  const [name, kind] = [field.string, kindField.string];
  if (!name || (kind !== 'Role' && kind !== 'ClusterRole') || BUILT_IN.test(name) || isFilledIn(name)) return;
  if (rolesNamed(workspace, slot, kind, name).length > 0 || mayBePatched(workspace, slot.uri, KIND)) return;
  const other = kind === 'Role' ? 'ClusterRole' : 'Role';
  if (rolesNamed(workspace, slot, other, name).length > 0) {
    const message = `there is no ${kind} "${name}" among these manifests, but a ${other}: correct the kind`;
    const fits = resource.kind === 'RoleBinding' || other === 'ClusterRole';
    report(kindField, message, { fixes: fits ? [change(kindField, other)] : [] });
    return;
  }
  if (kind === 'Role' && resource.kind !== 'RoleBinding') return; // api-rbac-roleref
  const beside = rolesBeside(workspace, slot).filter((one) => one.resource.kind === kind);
  const elsewhere = beside.find((one) => one.resource.name === name);
  if (elsewhere) {
    reportNamespace(context, field, elsewhere);
    return;
  }
  const near = nearName(workspace.nearest(slot, beside), name, (one) => bindingsOf(workspace, one));
  const absent = `there is no ${kind} "${name}" among these manifests`;
  if (near) report(field, `${absent}: did you mean "${near}"?`, { fixes: [change(field, near)] });
  else if (kind === 'Role' && workspace.nearest(slot, beside).length > 0)
    report(field, `${absent}: correct the name, or add the Role`, stub(context, name));
}

/** A Role can be given in its own namespace only. */
function reportNamespace({ resource, workspace, slot, report }: Context, field: Field, role: Slot): void {
  if (transformsOf(workspace, slot.uri).namespace !== undefined) return;
  const [here, there] = [resource.namespace ?? '', role.resource.namespace ?? ''];
  const message = `Role "${field.string}" is in namespace "${there}", but a binding in "${here}" finds only Roles there: move one of them`;
  const related = [{ field: role.resource.root.at('metadata', 'namespace'), message: 'here', origin: role }];
  report(field, message, { related });
}

function checkAccount({ resource, workspace, slot, report }: Context, subject: Field): void {
  const field = subject.at('name');
  const name = field.string;
  const place = subject.at('namespace');
  const namespace = place.string ?? resource.namespace;
  if (!name || name === 'default' || isFilledIn(name)) return;
  if (namespace === undefined || isFilledIn(namespace) || namespace === 'kube-system') return;
  if (transformsOf(workspace, slot.uri).namespace !== undefined) return;
  const fits = ({ resource: one }: Slot): boolean =>
    one.namespace === undefined || one.namespace === namespace;
  if (accountsNamed(workspace, name).some(fits)) return;
  const beside = accountsBeside(workspace, slot);
  const elsewhere = beside.find((one) => one.resource.name === name);
  if (elsewhere) {
    const there = elsewhere.resource.namespace ?? '';
    report(
      place.exists ? place : field,
      `ServiceAccount "${name}" is in namespace "${there}", not in "${namespace}": correct the namespace`,
      { fixes: [{ ...change(place, there), title: `Change the namespace to \`${there}\`` }] },
    );
    return;
  }
  const near = nearName(beside.filter(fits), name, ({ resource: one }) =>
    bindingsFor(workspace, one.name ?? '', one.namespace),
  );
  if (near)
    report(field, `there is no ServiceAccount "${name}" among these manifests: did you mean "${near}"?`, {
      fixes: [change(field, near)],
    });
}

/** The name that must have been meant: nearly the same, and of something that nobody refers to yet. */
function nearName(
  slots: readonly Slot[],
  name: string,
  users: (slot: Slot) => readonly Slot[],
): string | undefined {
  const free = slots
    .filter((slot) => users(slot).length === 0)
    .flatMap(({ resource }) => resource.name ?? []);
  const near = suggest(name, free);
  return near && near.letters <= SLIPS ? near.word : undefined;
}

function change(field: Field, value: string): Fix {
  return { title: `Change to \`${value}\``, safe: false, edits: () => set(field, value) };
}

function stub({ resource }: Context, name: string): ReportDetails {
  if (!canBeFollowed(resource)) return {};
  const { namespace } = resource;
  const rule = {
    apiGroups: [''],
    resources: [placeholder('pods', { hint: 'name what it may use' })],
    verbs: [placeholder('get', { hint: 'name what it may do' })],
  };
  const role = {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: { name, ...(namespace ? { namespace } : {}) },
    rules: [rule],
  };
  const edits = (): [ReturnType<typeof newDocuments>] => [newDocuments(resource, [role])];
  return { fixes: [{ title: `Add Role ${name}`, safe: false, edits }] };
}
