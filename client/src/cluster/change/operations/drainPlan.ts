import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Pod } from '../../models.ts';
import type { Session } from '../../session.ts';
import { podPath } from '../../streams/podsOf.ts';
import type { Step } from '../carryOut.ts';
import type { Lock } from '../locks.ts';
import { locksOf, lockText } from '../locks.ts';
import type { Plan } from '../plan.ts';
import { planCordon } from './cordon.ts';
import type { Fate } from './drainPods.ts';
import { byOwner, fateOf, hasEmptyDir, podName, podNames, podsOn } from './drainPods.ts';
import type { Target } from './target.ts';
import { count, specOf } from './target.ts';

/** A Pod that has to go, and the request that asks for it. */
export interface Eviction {
  readonly pod: Pod;
  readonly step: Step;
}

/** A Pod that is not gone, and why. */
export interface Left {
  readonly pod: string;
  readonly reason: string;
}

/** A node that is to be emptied, and what that does. */
export interface DrainPlan extends Plan {
  readonly node: string;
  /** Missing where it is cordoned already. */
  readonly cordon: Step | undefined;
  readonly evictions: readonly Eviction[];
  /** Pods that are left on purpose. */
  readonly kept: readonly Left[];
}

/** The Pods of a node by what becomes of them. */
export async function readDrain(session: Session, node: string): Promise<ReadonlyMap<Fate, readonly Pod[]>> {
  return Map.groupBy(await podsOn(session, node), fateOf);
}

/**
 * Empties a node as `kubectl drain` does: no new Pods come, and those that are there are evicted, as far as their budgets allow
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/). `takesLost`: Pods that nothing makes anew go, too.
 */
export async function planDrain(
  session: Session,
  target: Target,
  pods: ReadonlyMap<Fate, readonly Pod[]>,
  takesLost: boolean,
): Promise<DrainPlan> {
  const { name, path } = target;
  const node = await session.connection.json<Json>({ path });
  const isCordoned = specOf(node)['unschedulable'] === true;
  const cordon = isCordoned ? undefined : (await planCordon(session, target, true)).steps[0];
  const of = (fate: Fate): readonly Pod[] => pods.get(fate) ?? [];
  const meant = [...of('evict'), ...of('finished'), ...(takesLost ? of('lost') : [])];
  const locked = meant.filter((pod) => locksIn(pod).length > 0);
  const going = meant.filter((pod) => !locked.includes(pod));
  const evictions = going.map((pod) => ({ pod, step: evictionOf(pod) }));
  const refused = await trials(session, evictions);
  const staying = [
    ...(of('daemon').length > 0 ? [`${count(of('daemon').length, 'Pod')} of DaemonSets`] : []),
    ...(of('mirror').length > 0 ? [`${count(of('mirror').length, 'Pod')} of the kubelet itself`] : []),
  ];
  const emptyDirs = going.filter(hasEmptyDir);
  const details = [
    isCordoned ? 'It is cordoned already.' : 'It is cordoned first: no new Pods come to it.',
    going.length === 0 ? 'There are no Pods to evict.' : `Evicted: ${byOwner(going)}.`,
    ...(staying.length > 0 ? [`Staying: ${staying.join(', ')}.`] : []),
    ...(of('ending').length > 0 ? [`Ending already: ${podNames(of('ending'))}.`] : []),
    ...(emptyDirs.length > 0
      ? [
          `What is in their emptyDir volumes is lost (${count(emptyDirs.length, 'Pod')}): ${podNames(emptyDirs)}.`,
        ]
      : []),
    ...lostLines(of('lost'), takesLost),
    ...(locked.length > 0
      ? [`Left, as they are locked: ${podNames(locked)}. Unlock them to have the node empty.`]
      : []),
    ...refused,
  ];
  const steps = [...(cordon ? [cordon] : []), ...evictions.map(({ step }) => step)];
  const about = { title: `Drain Node ${name}?`, name, details, action: 'Drain', isGrave: true };
  const lost = takesLost ? [] : of('lost');
  const kept = [
    ...lost.map((pod) => ({ pod: podName(pod), reason: 'nothing makes it anew' })),
    ...locked.map((pod) => ({
      pod: podName(pod),
      reason: `it is ${locksIn(pod).map(lockText).join(', and ')}`,
    })),
  ];
  return {
    about,
    steps,
    node: name,
    cordon,
    evictions,
    kept,
    kubectl: kubectlOf(name, emptyDirs, takesLost),
  };
}

function locksIn({ metadata: { annotations = {}, labels = {} } = {} }: Pod): readonly Lock[] {
  return locksOf({ annotations, labels });
}

function kubectlOf(name: string, emptyDirs: readonly Pod[], takesLost: boolean): readonly string[] {
  return [
    'drain',
    name,
    '--ignore-daemonsets',
    ...(emptyDirs.length > 0 ? ['--delete-emptydir-data'] : []),
    ...(takesLost ? ['--force'] : []),
  ];
}

function evictionOf(pod: Pod): Step {
  const { name = '', namespace = '', uid } = pod.metadata ?? {};
  const path = podPath(namespace, name);
  const body = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    // A Pod of the same name that comes later is left alone.
    deleteOptions: { preconditions: { uid } },
  };
  const change = { method: 'POST', path: `${path}/eviction`, body } as const;
  return {
    change,
    action: 'evicted',
    path,
    before: { apiVersion: 'v1', kind: 'Pod', ...asMap(pod) },
  };
}

/** What the server would say to each eviction now. */
async function trials({ connection }: Session, evictions: readonly Eviction[]): Promise<readonly string[]> {
  const held: string[] = [];
  const refused: string[] = [];
  await Promise.all(
    evictions.map(async ({ pod, step }) => {
      try {
        await connection.dryRun(step.change);
      } catch (error) {
        if (!(error instanceof ClusterFailure)) throw error;
        if (error.kind === 'notFound') return;
        if (error.kind === 'budget') held.push(`${podName(pod)}: ${error.message}`);
        else refused.push(`${podName(pod)}: ${error.message}`);
      }
    }),
  );
  return [
    ...section('Held back by their budgets now, and tried again until you stop:', held),
    ...section('Refused, so they will be left:', refused),
  ];
}

const MOST = 6;

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - MOST;
  return ['', title, ...lines.toSorted().slice(0, MOST), ...(more > 0 ? [`and ${more} more`] : [])];
}

function lostLines(lost: readonly Pod[], takesLost: boolean): readonly string[] {
  if (lost.length === 0) return [];
  return takesLost
    ? [`LOST, as nothing makes them anew: ${podNames(lost)}.`]
    : [`Left, as nothing makes them anew: ${podNames(lost)}. So the node will not be empty.`];
}
