import { Approval } from '../../../client/src/cluster/change/approval.ts';
import type { Impact } from '../../../client/src/cluster/change/delete/impact.ts';
import { impactOf } from '../../../client/src/cluster/change/delete/impact.ts';
import type { Chosen } from '../../../client/src/cluster/change/delete/targets.ts';
import { readTargets } from '../../../client/src/cluster/change/delete/targets.ts';
import type { Plan } from '../../../client/src/cluster/change/plan.ts';
import { previewFor } from '../../../client/src/cluster/change/preview.ts';
import { objectPath } from '../../../client/src/cluster/resources/address.ts';
import { Session } from '../../../client/src/cluster/session.ts';
import type { ApiServer } from './apiServer.ts';
import { contextFor } from './context.ts';
import { create } from './objects.ts';

/** An object as somebody chooses it in the tree. */
export async function choose(
  session: Session,
  kind: string,
  name: string,
  namespace: string | undefined = 'default',
): Promise<Chosen> {
  const { types } = await session.discovery();
  const type = types.find((one) => one.kind === kind);
  if (!type) throw new Error(`no kind ${kind}`);
  const place = type.namespaced ? namespace : undefined;
  return { type, name, namespace: place, path: objectPath(type, name, place) };
}

/** What comes of deleting objects of one namespace, given as `Kind/name`. */
export async function impactOn(session: Session, ...objects: readonly string[]): Promise<Impact> {
  const chosen = objects.map((one) => {
    const [kind = '', name = '', namespace] = one.split('/');
    return choose(session, kind, name, namespace);
  });
  const { targets } = await readTargets(session, await Promise.all(chosen));
  return impactOf(session, targets);
}

/** Somebody who reads the preview of a plan, types what has to be typed, and says yes. */
export function approve(session: Session, plan: Plan): Approval {
  const preview = previewFor(session, { ...plan.about, changes: plan.steps.map(({ change }) => change) });
  return new Approval(preview, preview.mustType);
}

/** A session of somebody else. */
export function sessionAs(server: ApiServer, user: string): Session {
  const context = contextFor(server, { user: { token: server.token, as: user } });
  return new Session(context, { env: {}, policy: () => 'normal' });
}

const RBAC = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';

/** Lets somebody do something with resources of the namespace `default`. */
export async function allow(
  server: ApiServer,
  user: string,
  rights: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const metadata = { name: user };
  const rules = Object.entries(rights).map(([resource, verbs]) => {
    return { apiGroups: ['', 'apps'], resources: [resource], verbs };
  });
  await create(server, `${RBAC}/roles`, { apiVersion, kind: 'Role', metadata, rules });
  await create(server, `${RBAC}/rolebindings`, {
    apiVersion,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: user },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
  });
}
