import { ClusterFailure } from '../../failure.ts';
import { asMap } from '../../look/comparable.ts';
import type { Pod } from '../../models.ts';
import type { Session } from '../../session.ts';
import { podPath } from '../../streams/podsOf.ts';
import type { Target } from '../metadata.ts';
import { metadataOf } from '../metadata.ts';
import { byOwner, fateOf, podNames, podsOn } from '../operations/drainPods.ts';
import { isNode } from './kinds.ts';
import type { Tied } from './survey.ts';

/** The Pods of Nodes that are deleted. */
export interface NodePods {
  readonly objects: readonly Tied[];
  readonly notes: readonly string[];
}

/**
 * What lies on Nodes: Kubernetes deletes the Pods of a Node that is gone, without the time to end and without asking a budget
 * (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection).
 */
export async function podsOfNodes(
  session: Session,
  targets: readonly Target[],
  unread: Set<string>,
): Promise<NodePods> {
  const nodes = targets.filter(isNode);
  if (nodes.length === 0) return { objects: [], notes: [] };
  const type = (await session.discovery()).types.find(({ group, kind }) => group === '' && kind === 'Pod');
  const found = await Promise.all(nodes.map(async ({ name }) => ofNode(session, name, unread)));
  const objects = found.flat().flatMap((pod): readonly Tied[] => {
    const metadata = metadataOf(asMap(pod) ?? {});
    const { name = '', namespace = '' } = metadata;
    return type ? [{ type, name, namespace, path: podPath(namespace, name), metadata }] : [];
  });
  return { objects, notes: nodes.flatMap(({ name }, index) => notesOf(name, found[index] ?? [])) };
}

async function ofNode(session: Session, node: string, unread: Set<string>): Promise<readonly Pod[]> {
  try {
    return await podsOn(session, node);
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    unread.add(`Pods of Node ${node} (${error.message})`);
    return [];
  }
}

function notesOf(node: string, pods: readonly Pod[]): readonly string[] {
  const by = Map.groupBy(pods, fateOf);
  const lost = by.get('lost') ?? [];
  const moving = by.get('evict') ?? [];
  const others = pods.filter((pod) => !lost.includes(pod) && !moving.includes(pod));
  if (pods.length === 0) return [];
  return [
    ...(lost.length > 0 ? [`LOST with Node ${node}, as nothing makes them anew: ${podNames(lost)}.`] : []),
    ...(moving.length > 0
      ? [`Ended with Node ${node} and made anew elsewhere: ${byOwner(moving)}: ${podNames(moving)}.`]
      : []),
    ...(others.length > 0
      ? [`Ended with Node ${node}, and not needed elsewhere: ${byOwner(others)}: ${podNames(others)}.`]
      : []),
    'Its Pods go a minute or so after it, and are given no time to end. "Drain" in its menu moves them first.',
  ];
}
