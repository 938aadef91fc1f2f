import { ClusterFailure } from '../failure.ts';
import { objectPath, withQuery } from '../resources/address.ts';
import type { Session } from '../session.ts';
import { count, Report } from './report.ts';

/** What a role allows (https://kubernetes.io/docs/reference/access-authn-authz/rbac/). */
export interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** Rules that hold in a namespace, or without one in all. */
export interface Grant {
  readonly namespace: string | undefined;
  /** The binding and the role that it binds. */
  readonly by: string;
  readonly rules: readonly Rule[];
}

export interface Access {
  readonly grants: readonly Grant[];
  /** What could not be read, so that there may be more. */
  readonly unknown: readonly string[];
}

/** What the server says that you may do in a namespace. */
export async function ownAccess(session: Session, namespace: string): Promise<Access> {
  const review = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    spec: { namespace },
  };
  const { status } = await session.connection.json<RulesReview>({
    path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    review,
  });
  const rules = [...(status.resourceRules ?? []), ...(status.nonResourceRules ?? [])];
  const unknown = status.incomplete ? [status.evaluationError ?? 'the server does not know all rules'] : [];
  return { grants: [{ namespace, by: 'the server’s own answer', rules }], unknown };
}

interface RulesReview {
  readonly status: {
    readonly resourceRules?: readonly Rule[];
    readonly nonResourceRules?: readonly Rule[];
    readonly incomplete?: boolean;
    readonly evaluationError?: string;
  };
}

export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** What a ServiceAccount may do by the bindings and roles that can be read. */
export async function accessOf(session: Session, account: Account): Promise<Access> {
  const unknown: string[] = [];
  const tried = async <T>(what: string, read: Promise<T>): Promise<T | undefined> => {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      unknown.push(`${what}: ${error.message}`);
      return undefined;
    }
  };
  const all = await tried('ClusterRoleBindings', listed(session, `${RBAC}/clusterrolebindings`));
  const own = await tried('RoleBindings', roleBindings(session, account.namespace));
  const bindings = [...(all ?? []), ...(own ?? [])].filter(({ subjects }) =>
    subjects?.some((subject) => isMeant(subject, account)),
  );
  const grants = await Promise.all(
    bindings.map(async ({ metadata, roleRef }): Promise<Grant> => {
      const { name, namespace } = metadata;
      const kind = namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding';
      const role = await tried(
        `${roleRef.kind} ${roleRef.name}`,
        session.connection.json<{ rules?: Rule[] | null }>({ path: pathOfRole(roleRef, namespace) }),
      );
      return { namespace, by: `${kind} ${name}, ${roleRef.kind} ${roleRef.name}`, rules: role?.rules ?? [] };
    }),
  );
  return { grants, unknown };
}

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

interface Binding {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly Subject[];
}
interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A ServiceAccount is a user and in three groups (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects). */
function isMeant(subject: Subject, { namespace, name }: Account): boolean {
  if (subject.kind === 'ServiceAccount') return subject.name === name && subject.namespace === namespace;
  if (subject.kind === 'User') return subject.name === `system:serviceaccount:${namespace}:${name}`;
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  return subject.kind === 'Group' && groups.includes(subject.name);
}

/** Those of all namespaces, or where that is forbidden those of the account's own. */
async function roleBindings(session: Session, namespace: string): Promise<readonly Binding[]> {
  try {
    return await listed(session, `${RBAC}/rolebindings`);
  } catch (error) {
    if (!(error instanceof ClusterFailure) || error.kind !== 'forbidden') throw error;
    return listed(session, `${RBAC}/namespaces/${encodeURIComponent(namespace)}/rolebindings`);
  }
}

async function listed({ connection }: Session, path: string): Promise<readonly Binding[]> {
  const found: Binding[] = [];
  let next: string | undefined;
  do {
    const page = await connection.json<{ items?: Binding[] | null; metadata?: { continue?: string } }>({
      path: withQuery(path, { limit: 500, continue: next }),
    });
    found.push(...(page.items ?? []));
    next = page.metadata?.continue || undefined;
  } while (next !== undefined);
  return found;
}

function pathOfRole({ kind, name }: Binding['roleRef'], namespace: string | undefined): string {
  const namespaced = kind === 'Role';
  const resource = namespaced ? 'roles' : 'clusterroles';
  return objectPath(
    { group: 'rbac.authorization.k8s.io', version: 'v1', resource, namespaced },
    name,
    namespace,
  );
}

/** Says what may be done, role by role, what holds everywhere first. */
export function accessReport(who: string, { grants, unknown }: Access): Report {
  const report = new Report().line(`# What ${who} may do`).line('');
  const some = grants.filter(({ rules }) => rules.length > 0);
  report.line(some.length === 0 ? 'Nothing that is known of.' : `By ${count(some.length, 'grant')}:`);
  for (const { namespace, by, rules } of some.toSorted((a, b) =>
    (a.namespace ?? '').localeCompare(b.namespace ?? ''),
  )) {
    report
      .line('')
      .line(`## ${namespace === undefined ? 'In all namespaces' : `In the namespace ${namespace}`}`);
    report.line('').line(`By ${by}:`).line('');
    for (const rule of rules) report.line(`- ${ruleText(rule)}`);
  }
  if (unknown.length > 0) report.line('').line('There may be more. Not read:').line('');
  for (const one of unknown) report.line(`- ${one}`);
  return report;
}

function ruleText({
  verbs,
  apiGroups = [],
  resources,
  resourceNames = [],
  nonResourceURLs = [],
}: Rule): string {
  const does = verbs.includes('*') ? 'everything' : verbs.join(', ');
  if (!resources) return `${does} with the paths ${nonResourceURLs.join(', ')}`;
  const groups = apiGroups.filter((group) => group !== '');
  const of = groups.includes('*') ? ' of all groups' : groups.length > 0 ? ` of ${groups.join(', ')}` : '';
  const what = resources.includes('*') ? 'all kinds' : resources.join(', ');
  const names = resourceNames.length > 0 ? `, only ${resourceNames.join(', ')}` : '';
  return `${does} with ${what}${of}${names}`;
}
