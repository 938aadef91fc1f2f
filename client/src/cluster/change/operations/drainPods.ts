import type { Pod } from '../../models.ts';
import { withQuery } from '../../resources/address.ts';
import type { Session } from '../../session.ts';
import { count } from './target.ts';

/**
 * What becomes of a Pod when its node is drained. `evict`: something makes it anew elsewhere. `lost`: nothing does. `finished`: it has ended.
 * The others stay: a DaemonSet would put its Pod there again at once, and a mirror Pod is the kubelet's own
 * (https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/).
 */
export type Fate = 'evict' | 'lost' | 'finished' | 'daemon' | 'mirror' | 'ending';

const MIRROR = 'kubernetes.io/config.mirror';

export function fateOf({ metadata, status }: Pod): Fate {
  if (metadata?.annotations?.[MIRROR] !== undefined) return 'mirror';
  if (metadata?.deletionTimestamp !== undefined) return 'ending';
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return 'finished';
  const owner = ownerOf({ metadata } as Pod);
  if (owner === undefined) return 'lost';
  return owner === 'DaemonSet' ? 'daemon' : 'evict';
}

/** Kind of the controller that makes a Pod. */
export function ownerOf({ metadata }: Pod): string | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller)?.kind;
}

/** Whether a volume of a Pod dies with it. */
export function hasEmptyDir({ spec }: Pod): boolean {
  return (
    spec?.volumes?.some(({ emptyDir }) => emptyDir !== undefined && emptyDir.medium !== 'Memory') ?? false
  );
}

/** All Pods on a node. */
export async function podsOn({ connection }: Session, node: string): Promise<readonly Pod[]> {
  const pods: Pod[] = [];
  let next: string | undefined;
  do {
    const query = { fieldSelector: `spec.nodeName=${node}`, limit: 500, continue: next };
    const page = await connection.json<Page>({ path: withQuery('/api/v1/pods', query) });
    pods.push(...page.items);
    next = page.metadata?.continue || undefined;
  } while (next !== undefined);
  return pods;
}

interface Page {
  readonly items: readonly Pod[];
  readonly metadata?: { readonly continue?: string };
}

/** As somebody names it. */
export function podName({ metadata }: Pod): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

/** How many Pods whose are: `2 Pods of a ReplicaSet, 1 Pod that nothing makes anew`. */
export function byOwner(pods: readonly Pod[]): string {
  const groups = Map.groupBy(pods, whose);
  return [...groups].map(([whom, some]) => `${count(some.length, 'Pod')} ${whom}`).join(', ');
}

function whose(pod: Pod): string {
  if (fateOf(pod) === 'finished') return 'at its end';
  const owner = ownerOf(pod);
  return owner === undefined ? 'that nothing makes anew' : `of a ${owner}`;
}

/** So many Pods are named. */
const MOST = 6;

/** The first Pods by their names, and how many more. */
export function podNames(pods: readonly Pod[]): string {
  const more = pods.length - MOST;
  return [...pods.slice(0, MOST).map(podName), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
