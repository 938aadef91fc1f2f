import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Plan } from '../plan.ts';
import type { Target } from './target.ts';
import { count, inNamespace, mergePatch, ownerLines, placeOf } from './target.ts';

/** How many Pods somebody wants, and how many there are. */
export interface Scale {
  readonly wanted: number;
  readonly current: number;
  /** Missing where the kind does not say it. */
  readonly ready: number | undefined;
  /** The object itself. */
  readonly object: Json;
}

/** More than this is asked about twice, as is ten times what there was. */
const MANY = 100;
const FEW = 20;

/** https://kubernetes.io/docs/reference/kubernetes-api/autoscaling-resources/scale-v1/ */
export async function readScale({ connection }: Session, { path }: Target): Promise<Scale> {
  const [scale, object] = await Promise.all([
    connection.json<{ readonly spec?: Counts; readonly status?: Counts }>({ path: `${path}/scale` }),
    connection.json<Json>({ path }),
  ]);
  const ready = asMap(object['status'])?.['readyReplicas'];
  const current = scale.status?.replicas ?? 0;
  const says = typeof ready === 'number' ? ready : current === 0 ? 0 : undefined;
  return { wanted: scale.spec?.replicas ?? 0, current, ready: says, object };
}

interface Counts {
  readonly replicas?: number;
}

/** What there is, in words. */
export function scaleText(scale: Scale): string {
  return `Wanted: ${scale.wanted}. ${thereText(scale)}`;
}

function thereText({ current, ready }: Scale): string {
  return `There now: ${current}${ready === undefined ? '' : `, ${ready} of them ready`}.`;
}

/** What is wrong with a number of replicas that somebody typed. */
export function replicasProblem(text: string): string | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? undefined : 'Type a whole number, 0 or more.';
}

/** Sets the number of replicas through the subresource `scale`, which custom resources may have, too. */
export async function planScale(
  session: Session,
  target: Target,
  scale: Scale,
  replicas: number,
): Promise<Plan> {
  const { kind, name, namespace, path } = target;
  const { wanted, object } = scale;
  if (replicas === wanted)
    throw new Error(`${kind} ${name} wants ${count(wanted, 'replica')} already: nothing to do`);
  const isMany = replicas > MANY || (replicas > FEW && replicas >= wanted * 10);
  return {
    about: {
      title: replicas === 0 ? `Switch ${kind} ${name} off (0 replicas)?` : `Scale ${kind} ${name}?`,
      ...placeOf(target),
      details: [
        `Replicas: ${wanted} → ${replicas}. ${thereText(scale)}`,
        ...consequences(kind, wanted, replicas),
        ...(isMany
          ? [`That is a lot: ${count(replicas - wanted, 'new Pod')}. Look at the number again.`]
          : []),
        ...(await ownerLines(session, withReplicas(object, wanted))),
      ],
      action: replicas === 0 ? 'Switch Off' : 'Scale',
      isGrave: isMany,
    },
    steps: [
      mergePatch(path, { spec: { replicas } }, { action: 'scaled', before: object, subresource: 'scale' }),
    ],
    kubectl: [
      'scale',
      `${kind.toLowerCase()}/${name}`,
      ...inNamespace(namespace),
      `--current-replicas=${wanted}`,
      `--replicas=${replicas}`,
    ],
  };
}

function consequences(kind: string, wanted: number, replicas: number): readonly string[] {
  if (replicas === 0) {
    const off = 'All of its Pods are ended and nothing takes their work, until somebody scales it up again.';
    return [off, 'A HorizontalPodAutoscaler rests as long as there are 0 replicas.'];
  }
  if (replicas > wanted) return [];
  const which = kind === 'StatefulSet' ? ', those with the highest numbers first' : '';
  const verb = wanted - replicas === 1 ? 'is' : 'are';
  const claims =
    kind === 'StatefulSet'
      ? ['Their volume claims stay, unless persistentVolumeClaimRetentionPolicy says otherwise.']
      : [];
  return [`${count(wanted - replicas, 'Pod')} ${verb} ended${which}.`, ...claims];
}

/** Kinds of others may keep their number elsewhere; whoever scales them is found all the same. */
function withReplicas(object: Json, replicas: number): Json {
  return { ...object, spec: { replicas, ...asMap(object['spec']) } };
}
