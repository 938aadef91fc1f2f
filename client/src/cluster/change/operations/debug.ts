import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { ContainerStatus, Pod } from '../../models.ts';
import type { Session } from '../../session.ts';
import type { Opening } from '../approval.ts';
import type { Plan } from '../plan.ts';
import type { Target } from './target.ts';
import { inNamespace, MANAGER, placeOf } from './target.ts';

/** What somebody wants to debug with. */
export interface DebugWish {
  readonly image: string;
  /** The container whose processes are to be seen; without one, only the network of the Pod is shared. */
  readonly container: string | undefined;
}

export interface DebugPlan extends Plan {
  /** Name of the container that is added. */
  readonly container: string;
  readonly opening: Opening;
}

/**
 * Adds a container to a running Pod, as `kubectl debug` does
 * (https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/).
 */
export async function planDebug(
  session: Session,
  target: Target,
  { image, container }: DebugWish,
): Promise<DebugPlan> {
  const { name, namespace = '', path } = target;
  const before = await session.connection.json<Json>({ path });
  const { spec, status, metadata } = before as unknown as Pod;
  if (metadata?.deletionTimestamp !== undefined || !['Running', 'Pending'].includes(status?.phase ?? ''))
    throw new Error(`Pod ${name} does not run: nothing can be added to it`);
  if (spec?.os?.name === 'windows')
    throw new Error(`Pod ${name} runs on Windows, which knows no debug containers`);
  const added = debugName((spec?.ephemeralContainers ?? []).map((one) => one.name));
  const own = {
    name: added,
    image,
    stdin: true,
    tty: true,
    ...(container === undefined ? {} : { targetContainerName: container }),
  };
  const opening: Opening = { subresource: 'attach', namespace, pod: name };
  const change = {
    method: 'PATCH',
    path: `${path}/ephemeralcontainers?${MANAGER}`,
    type: 'application/strategic-merge-patch+json',
    body: { metadata: { uid: metadata?.uid }, spec: { ephemeralContainers: [own] } },
  } as const;
  const sees =
    container === undefined
      ? 'the network of the Pod'
      : `the network of the Pod and the processes of ${container}`;
  return {
    about: {
      title: `Debug Pod ${name}?`,
      ...placeOf(target),
      details: [
        `A container ${added} with the image ${image} starts in it, which ${spec?.nodeName ?? 'its node'} pulls where it has not got it yet.`,
        `It shares ${sees}, and a terminal is attached to it. It has no requests or limits, and what it uses counts towards the Pod.`,
        'It CANNOT BE REMOVED: when its shell ends, it has ended, and stays in the list until the Pod goes.',
      ],
      action: 'Debug',
      openings: [opening],
    },
    steps: [{ change, action: 'debugged', path, before }],
    kubectl: [
      'debug',
      name,
      ...inNamespace(target.namespace),
      '--stdin',
      '--tty',
      `--image=${image}`,
      ...(container === undefined ? [] : [`--target=${container}`]),
    ],
    container: added,
    opening,
  };
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

function debugName(taken: readonly string[]): string {
  const name = `debug-${Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
  return taken.includes(name) ? debugName(taken) : name;
}

export interface WaitOptions {
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
  /** Milliseconds until nobody waits any more. */
  readonly limit?: number;
}

/** A minute is enough for an image; who waits longer may attach by the menu of the container. */
const LIMIT = 60_000;
const LOOK_EVERY = 500;
/** What the kubelet does not get over by itself, or only after a while. */
const HOPELESS =
  /^(?:InvalidImageName|ErrImageNeverPull|ImagePullBackOff|CreateContainer(?:Config)?Error|RunContainerError)$/;

/** Waits until a debug container runs. False where somebody stops waiting; throws why it does not run. */
export async function debugRuns(
  { connection }: Session,
  { path, name }: Target,
  container: string,
  { signal, report, limit = LIMIT }: WaitOptions,
): Promise<boolean> {
  const end = performance.now() + limit;
  for (;;) {
    if (signal.aborted) return false;
    const pod = await connection.json<Json>({ path });
    const state = stateOf(pod, container);
    const { waiting, running, terminated } = state ?? {};
    if (running) return true;
    if (terminated)
      throw notRunning(container, `It has ended with exit code ${terminated.exitCode}`, NEEDS_SHELL);
    const why = [waiting?.reason, waiting?.message].filter((part) => part !== undefined).join(': ');
    if (HOPELESS.test(waiting?.reason ?? '')) throw notRunning(container, why, TRY_OTHER);
    if (performance.now() > end) {
      const said = why === '' ? `The node has not started it within ${limit / 1000} s` : why;
      throw notRunning(
        container,
        said,
        `It may still start: then "Attach" in its menu of Pod ${name} opens it.`,
      );
    }
    report(why === '' ? 'waiting for the node' : why);
    await pause(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
  }
}

const NEEDS_SHELL = 'The image has to begin with a shell.';
const TRY_OTHER = 'Try again with another image; this container stays in the list until the Pod goes.';

function notRunning(container: string, why: string, advice: string): ClusterFailure {
  return new ClusterFailure(
    'server',
    `The debug container ${container} does not run. ${why.replace(/\.$/, '')}.`,
    advice,
  );
}

function stateOf(pod: Json, container: string): ContainerStatus['state'] {
  const { ephemeralContainerStatuses = [] } = (asMap(pod['status']) ?? {}) as {
    readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
  };
  return ephemeralContainerStatuses.find(({ name }) => name === container)?.state;
}
