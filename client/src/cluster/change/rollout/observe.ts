import type { Event, Pod } from '../../models.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import { collectionPath, withQuery } from '../../resources/address.ts';
import type { PodOwner } from '../../streams/podsOf.ts';
import { podPath, podsOf, readPods, selectorText } from '../../streams/podsOf.ts';
import type { Connection } from '../../transport/connection.ts';

/** A workload whose rollout is followed, and the Pods of its newest revision. */
export interface Observed {
  readonly kind: string;
  readonly object: Json;
  readonly pods: readonly Pod[];
  /** Warnings about the workload and those of its Pods that are not ready. */
  readonly events: readonly Event[];
  /** The last lines of containers that failed, by `pod/container`. */
  readonly logs: ReadonlyMap<string, string>;
}

/** So many Pods that are not ready are looked at closer: they fail for the same reason. */
const CLOSER = 3;
const TAIL = 5;

/** Looks at a workload as it is now. */
export async function observe(
  connection: Connection,
  owner: PodOwner,
  signal: AbortSignal,
): Promise<Observed> {
  const { kind, path, namespace } = owner;
  const object = await connection.json<Json>({ path, signal });
  const hash = await revisionOf(connection, kind, object, namespace);
  const found = await readPods(connection, await podsOf(connection, owner));
  const pods = found.filter(({ metadata }) => {
    const isGone = metadata?.deletionTimestamp !== undefined;
    return !isGone && (hash === undefined || metadata?.labels?.[hash.label] === hash.value);
  });
  const unwell = pods.filter((pod) => !isReady(pod)).slice(0, CLOSER);
  const uids = [asMap(object['metadata'])?.['uid'], ...unwell.map(({ metadata }) => metadata?.uid)];
  const events = await Promise.all(uids.map((uid) => warningsOf(connection, namespace, String(uid))));
  return { kind, object, pods, events: events.flat(), logs: await logsOf(connection, unwell) };
}

export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** The label that Pods of the newest revision carry; none where there is but one. */
async function revisionOf(
  connection: Connection,
  kind: string,
  object: Json,
  namespace: string,
): Promise<{ readonly label: string; readonly value: string | undefined } | undefined> {
  const metadata = asMap(object['metadata']) ?? {};
  const labelSelector = selectorText(asMap(object['spec'])?.['selector']);
  const owned = async (resource: string): Promise<Json[]> => {
    const type = { group: 'apps', version: 'v1', resource, namespaced: true };
    const path = withQuery(collectionPath(type, namespace), { labelSelector });
    const { items } = await connection.json<{ items?: unknown }>({ path });
    return mapsIn(items).filter((one) =>
      mapsIn(asMap(one['metadata'])?.['ownerReferences']).some(({ uid }) => uid === metadata['uid']),
    );
  };
  if (kind === 'Deployment') {
    const revision = asMap(metadata['annotations'])?.[REVISION];
    const sets = await owned('replicasets');
    const newest = sets.find(
      (one) => asMap(asMap(one['metadata'])?.['annotations'])?.[REVISION] === revision,
    );
    return { label: 'pod-template-hash', value: labelOf(newest, 'pod-template-hash') };
  }
  if (kind === 'StatefulSet')
    return { label: HASH, value: asMap(object['status'])?.['updateRevision'] as string | undefined };
  if (kind !== 'DaemonSet') return undefined;
  const revisions = await owned('controllerrevisions');
  const newest = revisions.toSorted((a, b) => Number(b['revision']) - Number(a['revision']))[0];
  return { label: HASH, value: labelOf(newest, HASH) };
}

const REVISION = 'deployment.kubernetes.io/revision';
const HASH = 'controller-revision-hash';

function labelOf(object: Json | undefined, label: string): string | undefined {
  return asMap(asMap(object?.['metadata'])?.['labels'])?.[label] as string | undefined;
}

async function warningsOf(connection: Connection, namespace: string, uid: string): Promise<readonly Event[]> {
  const type = { group: '', version: 'v1', resource: 'events', namespaced: true };
  const query = { fieldSelector: `involvedObject.uid=${uid},type=Warning`, limit: 100 };
  const path = withQuery(collectionPath(type, namespace), query);
  // Who may not read events still sees the rest.
  const { items } = await connection
    .json<{ items?: readonly Event[] | null }>({ path })
    .catch(() => ({ items: [] }));
  return items ?? [];
}

async function logsOf(connection: Connection, pods: readonly Pod[]): Promise<ReadonlyMap<string, string>> {
  const logs = new Map<string, string>();
  for (const { metadata, status } of pods) {
    const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    for (const { name, state, lastState } of statuses) {
      const ended = state?.terminated ?? lastState?.terminated;
      if (!ended || ended.exitCode === 0) continue;
      const query = { container: name, tailLines: TAIL, previous: state?.running ? true : undefined };
      const path = withQuery(podPath(metadata?.namespace ?? '', metadata?.name ?? '', 'log'), query);
      const text = await connection.text({ path, accept: '*/*' }).catch(() => '');
      logs.set(`${metadata?.name}/${name}`, text.trimEnd());
    }
  }
  return logs;
}
