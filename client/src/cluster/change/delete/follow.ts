import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Located, Target } from '../metadata.ts';
import { metadataOf, titleOf } from '../metadata.ts';

/** An object that is still there after its deletion. */
export interface Remaining {
  readonly target: Located;
  /** Why, as far as it says so. */
  readonly why: string;
}

interface FollowOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds after which what is left is given. */
  readonly atMost: number;
  readonly onRest?: (rest: readonly Remaining[]) => void;
}

const [FIRST_WAIT, LONGEST_WAIT] = [100, 2000];

/** Waits until objects are gone; gives those that are still there when the time is over or somebody leaves. */
export async function untilGone(
  { connection }: Session,
  targets: readonly Target[],
  { signal, atMost, onRest }: FollowOptions,
): Promise<readonly Remaining[]> {
  const end = performance.now() + atMost;
  let rest: readonly Target[] = targets;
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    const looked = await Promise.all(rest.map(async (target) => remainingOf(connection, target)));
    const remaining = looked.filter((one) => one !== undefined);
    rest = rest.filter((_target, index) => looked[index] !== undefined);
    if (remaining.length === 0 || performance.now() > end || signal?.aborted) return remaining;
    onRest?.(remaining);
    await pause(wait, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

async function remainingOf(
  connection: Session['connection'],
  target: Target,
): Promise<Remaining | undefined> {
  try {
    const live = await connection.json<Json>({ path: target.path });
    // Another object of the same name: ours is gone.
    if (metadataOf(live).uid !== metadataOf(target.object).uid) return undefined;
    return { target, why: whyStill(live) };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    if (error.kind === 'notFound') return undefined;
    return { target, why: `it cannot be looked at: ${error.message}` };
  }
}

const NOT_GOING = 'it is not being deleted';

/** Conditions by which a Namespace says what it waits for. */
const WAITING =
  /^Namespace(?:ContentRemaining|FinalizersRemaining|DeletionContentFailure|DeletionDiscoveryFailure)$/;

/** Why an object is still there (https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/). */
function whyStill(live: Json): string {
  const { deletionTimestamp, finalizers = [] } = metadataOf(live);
  if (deletionTimestamp === undefined) return NOT_GOING;
  const said = mapsIn(asMap(live['status'])?.['conditions']).filter(
    ({ type, status }) => WAITING.test(String(type)) && status === 'True',
  );
  if (said.length > 0) return said.map(({ message }) => String(message)).join(' ');
  if (finalizers.length > 0)
    return `finalizer${finalizers.length === 1 ? '' : 's'} ${finalizers.join(', ')} not done yet`;
  const kind = String(live['kind']);
  return kind === 'Pod' ? 'its containers are given the time to end' : 'its deletion is under way';
}

/** `ConfigMap web still terminates: finalizers example.com/keep not done yet.` */
export function remainingText({ target, why }: Remaining): string {
  const is = why === NOT_GOING ? 'is still there' : 'still terminates';
  return `${titleOf(target)} ${is}: ${why.replace(/\.$/, '')}.`;
}
