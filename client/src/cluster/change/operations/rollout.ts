import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Plan } from '../plan.ts';
import type { Target } from './target.ts';
import { inNamespace, mergePatch, ownerLines, placeOf, specOf } from './target.ts';

/**
 * Holds the rollout of a Deployment, or lets it go on
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment).
 */
export async function planPause(session: Session, target: Target, paused: boolean): Promise<Plan> {
  const { name, namespace, path } = target;
  const before = await session.connection.json<Json>({ path });
  const isPaused = specOf(before)['paused'] === true;
  if (isPaused === paused)
    throw new Error(`the rollout of ${name} is ${paused ? 'paused already' : 'not paused'}: nothing to do`);
  const [verb, action] = paused ? (['Pause', 'paused'] as const) : (['Resume', 'resumed'] as const);
  return {
    about: {
      title: `${verb} the rollout of Deployment ${name}?`,
      ...placeOf(target),
      details: [
        paused
          ? 'Its Pods stay as they are. Changes of the template wait until it is resumed; scaling still works.'
          : 'What was changed meanwhile is rolled out now, by its strategy.',
        ...progress(before),
        ...(await ownerLines(session, before)),
      ],
      action: verb,
    },
    // Null takes the field away, as it is when nobody has paused anything.
    steps: [mergePatch(path, { spec: { paused: paused || null } }, { action, before })],
    kubectl: ['rollout', verb.toLowerCase(), `deployment/${name}`, ...inNamespace(namespace)],
  };
}

/** How far a rollout is. */
function progress(object: Json): readonly string[] {
  const { replicas = 0, updatedReplicas = 0 } = asMap(object['status']) ?? {};
  return replicas === updatedReplicas
    ? []
    : [`${String(updatedReplicas)} of its ${String(replicas)} Pods have the new template so far.`];
}
