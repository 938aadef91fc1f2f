import { asMap, type Json } from '../look/comparable.ts';
import type { Session } from '../session.ts';
import { inNamespace } from './operations/target.ts';
import type { Plan } from './plan.ts';

/** A workload whose Pods are made by a template. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** In the API. */
  readonly path: string;
}

/**
 * Has the Pods of a workload made anew, as `kubectl rollout restart` does: a note in the template is all that changes, so they go by the
 * workload's own strategy (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_rollout/kubectl_rollout_restart/).
 */
export async function planRestart({ connection }: Session, workload: Workload, now: Date): Promise<Plan> {
  const { kind, name, namespace, path } = workload;
  const before = await connection.json<Json>({ path });
  const spec = asMap(before['spec']);
  if (spec?.['paused'] === true) throw new Error(`the rollout of ${name} is paused: resume it first`);
  const annotations = { 'kubectl.kubernetes.io/restartedAt': now.toISOString() };
  // With its uid, so that no other object of the same name is meant.
  const { uid } = asMap(before['metadata']) ?? {};
  const body = { metadata: { uid }, spec: { template: { metadata: { annotations } } } };
  return {
    about: {
      title: `Restart ${kind} ${name}?`,
      name,
      namespace,
      details: [pace(kind, spec)],
      action: 'Restart',
    },
    steps: [
      {
        change: {
          method: 'PATCH',
          path: `${path}?fieldManager=kube-guardrails`,
          type: 'application/merge-patch+json',
          body,
        },
        action: 'restarted',
        path,
        before,
      },
    ],
    kubectl: ['rollout', 'restart', `${kind.toLowerCase()}/${name}`, ...inNamespace(namespace)],
  };
}

/** How the Pods go. */
function pace(kind: string, spec: Json | undefined): string {
  const count = kind === 'DaemonSet' ? undefined : Number(spec?.['replicas'] ?? 1);
  const pods = count === undefined ? 'Its Pods' : count === 1 ? 'Its Pod' : `Its ${count} Pods`;
  const verb = count === 1 ? 'is' : 'are';
  const { type } = asMap(spec?.['strategy'] ?? spec?.['updateStrategy']) ?? {};
  if (type === 'Recreate') return `${pods} ${verb} ended before new ones start: it is not there for a while.`;
  if (type === 'OnDelete')
    return 'New Pods come only where somebody deletes the old ones (strategy OnDelete).';
  return `${pods} ${verb} replaced step by step.`;
}
