import type { Json } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Plan } from '../plan.ts';
import type { Target } from './target.ts';
import { mergePatch, placeOf, specOf } from './target.ts';

/**
 * Lets no new Pods come to a node, or lets them come again
 * (https://kubernetes.io/docs/concepts/architecture/nodes/#manual-node-administration).
 */
export async function planCordon({ connection }: Session, target: Target, cordon: boolean): Promise<Plan> {
  const { name, path } = target;
  const before = await connection.json<Json>({ path });
  if ((specOf(before)['unschedulable'] === true) === cordon)
    throw new Error(`node ${name} is ${cordon ? 'cordoned already' : 'not cordoned'}: nothing to do`);
  const [verb, action] = cordon ? (['Cordon', 'cordoned'] as const) : (['Uncordon', 'uncordoned'] as const);
  const details = cordon
    ? 'No new Pods come to it. Those that are there stay, and DaemonSets still put theirs there.'
    : 'New Pods may come to it again. Those that went elsewhere do not come back by themselves.';
  return {
    about: { title: `${verb} Node ${name}?`, ...placeOf(target), details: [details], action: verb },
    steps: [mergePatch(path, { spec: { unschedulable: cordon || null } }, { action, before })],
    kubectl: [verb.toLowerCase(), name],
  };
}
