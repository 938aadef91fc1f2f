import { ClusterFailure } from '../../failure.ts';
import { collectionPath, objectPath } from '../../resources/address.ts';
import type { ResourceType } from '../../resources/discovery.ts';
import { itemsOf } from '../../resources/pages.ts';
import type { Session } from '../../session.ts';
import type { Located, Metadata } from '../metadata.ts';

/** An object as far as its ties to others are concerned. */
export interface Tied extends Located {
  readonly metadata: Metadata;
}

/** What lies around objects that somebody wants to delete. */
export interface Survey {
  readonly objects: readonly Tied[];
  /** What could not be read, so that there may be more. */
  readonly unread: readonly string[];
}

/** Metadata alone (https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables): no Secret value is read. */
const METADATA = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
/** So many objects of a kind are looked at. */
const MOST = 20_000;
const AT_ONCE = 6;
/** What nobody misses, and what is no object that is kept. */
const SILENT = new Set(['Event', 'PodMetrics', 'NodeMetrics']);

/** The metadata of all objects that can be deleted: of a namespace, or without one of the whole cluster. */
export async function surveyPlace(
  session: Session,
  namespace: string | undefined,
  signal?: AbortSignal,
): Promise<Survey> {
  const { types, missing } = await session.discovery();
  const wanted = types.filter(
    ({ kind, verbs, namespaced }) =>
      verbs.includes('list') &&
      verbs.includes('delete') &&
      !SILENT.has(kind) &&
      (namespaced || namespace === undefined),
  );
  const silent = missing.map((group) => `${group} does not answer`);
  const found = await surveyKinds(session, wanted, namespace, signal);
  return { objects: found.objects, unread: [...silent, ...found.unread] };
}

/** The metadata of all objects of some kinds. */
export async function surveyKinds(
  session: Session,
  types: readonly ResourceType[],
  namespace: string | undefined,
  signal?: AbortSignal,
): Promise<Survey> {
  const queue = [...types];
  const objects: Tied[] = [];
  const unread: string[] = [];
  const work = async (): Promise<void> => {
    for (let type = queue.shift(); type; type = queue.shift()) {
      try {
        const own = await ofType(session, type, namespace, signal);
        objects.push(...own);
        if (own.length >= MOST) unread.push(`more than ${MOST} objects of the kind ${type.kind}`);
      } catch (error) {
        if (signal?.aborted || !(error instanceof ClusterFailure)) throw error;
        unread.push(`${type.kind} (${error.kind === 'forbidden' ? 'you may not list them' : error.message})`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { objects, unread: unread.toSorted() };
}

async function ofType(
  { connection }: Session,
  type: ResourceType,
  namespace: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Tied[]> {
  const found: Tied[] = [];
  const options = { accept: METADATA, ...(signal ? { signal } : {}) };
  const path = collectionPath(type, namespace);
  for await (const { metadata = {} } of itemsOf<{ metadata?: Metadata }>(connection, path, options)) {
    const { name = '', namespace: place } = metadata;
    found.push({ type, name, namespace: place, path: objectPath(type, name, place), metadata });
    if (found.length >= MOST) break;
  }
  return found;
}

/**
 * What is collected after some objects are gone (https://kubernetes.io/docs/concepts/architecture/garbage-collection/): what they own, and
 * what that owns. What has another owner besides stays.
 */
export function dependantsOf(uids: ReadonlySet<string>, objects: readonly Tied[]): readonly Tied[] {
  const going = new Set(uids);
  const found = new Set<Tied>();
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const one of objects) {
      const { uid = '', ownerReferences = [] } = one.metadata;
      if (going.has(uid) || ownerReferences.length === 0) continue;
      if (!ownerReferences.every((owner) => going.has(owner.uid))) continue;
      going.add(uid);
      found.add(one);
      isNew = true;
    }
  }
  return [...found];
}
