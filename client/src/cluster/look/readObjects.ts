import { collectionPath, objectPath, withQuery } from '../resources/address.ts';
import type { ResourceType } from '../resources/discovery.ts';
import type { Session } from '../session.ts';
import type { Json } from './comparable.ts';
import { asMap } from './comparable.ts';

export interface FoundObject {
  readonly type: ResourceType;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly object: Json;
}

export interface FoundObjects {
  readonly objects: readonly FoundObject[];
  /** Kinds that could not be read, each with the reason. */
  readonly failures: readonly string[];
}

/** Kinds whose objects say how things are and not what somebody wants. */
const STATE = new Set([
  'Event',
  'Endpoints',
  'EndpointSlice',
  'Lease',
  'ControllerRevision',
  'CSIStorageCapacity',
]);
const AT_ONCE = 6;
const PAGE = 500;

/**
 * The objects of a namespace, or of a whole cluster, that somebody wrote: those that a controller made for another object are left out,
 * for what is to be said of them is said of that one.
 */
export async function readObjects(
  session: Session,
  { namespace, signal }: { readonly namespace?: string | undefined; readonly signal?: AbortSignal },
): Promise<FoundObjects> {
  const { types } = await session.discovery();
  const wanted = types.filter(
    ({ kind, group, namespaced, verbs }) =>
      verbs.includes('list') &&
      !STATE.has(kind) &&
      group !== 'metrics.k8s.io' &&
      (namespaced || namespace === undefined),
  );
  const queue = [...wanted];
  const failures: string[] = [];
  const objects: FoundObject[] = [];
  const work = async (): Promise<void> => {
    for (let type = queue.shift(); type; type = queue.shift()) {
      try {
        for await (const found of ofType(session, type, namespace, signal)) objects.push(found);
      } catch (error) {
        if (signal?.aborted) throw error;
        failures.push(`${type.kind}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { objects: objects.toSorted(byPlace), failures: failures.toSorted() };
}

async function* ofType(
  { connection }: Session,
  type: ResourceType,
  namespace: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<FoundObject> {
  let next: string | undefined;
  do {
    const path = withQuery(collectionPath(type, namespace), { limit: PAGE, continue: next });
    const page = await connection.json<Page>({ path, ...(signal ? { signal } : {}) });
    for (const item of page.items ?? []) {
      const metadata = asMap(item['metadata']) as Metadata | undefined;
      if (metadata?.ownerReferences?.some(({ controller }) => controller) || isEverywhere(type, metadata))
        continue;
      const { group, version, kind } = type;
      const object = { apiVersion: group === '' ? version : `${group}/${version}`, kind, ...item };
      yield { type, name: metadata?.name ?? '', namespace: metadata?.namespace, object };
    }
    next = page.metadata?.continue || undefined;
  } while (next !== undefined);
}

interface Page {
  readonly items?: readonly Json[] | null;
  readonly metadata?: { readonly continue?: string };
}
interface Metadata {
  readonly name?: string;
  readonly namespace?: string;
  readonly ownerReferences?: readonly { readonly controller?: boolean }[];
}

/** What Kubernetes itself puts into every namespace, and its own defaults (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings). */
function isEverywhere({ kind }: ResourceType, metadata: Metadata | undefined): boolean {
  const labels = asMap((metadata as Json | undefined)?.['labels']);
  return (
    (kind === 'ConfigMap' && metadata?.name === 'kube-root-ca.crt') ||
    (kind === 'ServiceAccount' && metadata?.name === 'default') ||
    labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults'
  );
}

function byPlace(a: FoundObject, b: FoundObject): number {
  const place = ({ namespace = '', type, name }: FoundObject): string => `${namespace}/${type.kind}/${name}`;
  return place(a).localeCompare(place(b), 'en', { numeric: true });
}

/** Where an object is found again. */
export function targetOf({ type, name, namespace }: FoundObject): {
  readonly path: string;
  readonly name: string;
} {
  return { path: objectPath(type, name, namespace), name };
}
