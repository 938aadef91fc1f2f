import { collectionPath, withQuery } from '../resources/address.ts';
import type { ResourceType } from '../resources/discovery.ts';
import type { Session } from '../session.ts';
import { imagesOf } from './compareNamespaces.ts';
import type { Json } from './comparable.ts';
import { asMap } from './comparable.ts';

/** A former or present state of a workload's Pods. */
export interface Revision {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly images: readonly string[];
  /** What somebody noted of it (`kubernetes.io/change-cause`). */
  readonly cause: string | undefined;
  readonly template: Json;
  /** Of what keeps the revision. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Kinds that keep their revisions, and where. */
const KEPT_IN: Readonly<Record<string, 'replicasets' | 'controllerrevisions'>> = {
  Deployment: 'replicasets',
  StatefulSet: 'controllerrevisions',
  DaemonSet: 'controllerrevisions',
};

/**
 * The revisions of a workload, the newest first: a Deployment keeps them in ReplicaSets
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#checking-rollout-history-of-a-deployment), the other two in
 * ControllerRevisions.
 */
export async function revisionsOf(
  session: Session,
  { kind }: Pick<ResourceType, 'kind'>,
  { uid, namespace = '' }: { readonly uid: string; readonly namespace: string | undefined },
): Promise<readonly Revision[]> {
  const path = revisionsPath(kind, namespace);
  if (path === undefined) return [];
  const found: Revision[] = [];
  let next: string | undefined;
  do {
    const page = await session.connection.json<Page>({
      path: withQuery(path, { limit: 500, continue: next }),
    });
    for (const item of page.items ?? []) {
      if (item.metadata.ownerReferences?.some((owner) => owner.controller && owner.uid === uid))
        found.push(revisionOf(item));
    }
    next = page.metadata?.continue || undefined;
  } while (next !== undefined);
  return found.toSorted((a, b) => b.number - a.number);
}

/** Where the revisions of workloads of a kind are kept; `undefined` where there are none. */
export function revisionsPath(kind: string, namespace: string): string | undefined {
  const resource = KEPT_IN[kind];
  return resource && collectionPath({ group: 'apps', version: 'v1', resource, namespaced: true }, namespace);
}

interface Page {
  readonly items?: readonly Item[] | null;
  readonly metadata?: { readonly continue?: string };
}
interface Item {
  readonly metadata: {
    readonly creationTimestamp: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly uid: string; readonly controller?: boolean }[];
  };
  /** Of a ReplicaSet. */
  readonly spec?: { readonly template?: Json };
  /** Of a ControllerRevision. */
  readonly revision?: number;
  readonly data?: { readonly spec?: { readonly template?: Json } };
}

function revisionOf({ metadata, spec, revision, data }: Item): Revision {
  const { annotations = {}, creationTimestamp } = metadata;
  const { $patch: _, ...template } = structuredClone(spec?.template ?? data?.spec?.template ?? {});
  delete asMap(asMap(template['metadata'])?.['labels'])?.['pod-template-hash'];
  return {
    number: revision ?? Number(annotations['deployment.kubernetes.io/revision'] ?? 0),
    created: Date.parse(creationTimestamp),
    images: [...imagesOf({ template }).values()],
    cause: annotations['kubernetes.io/change-cause'],
    template,
    annotations,
  };
}
