import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../../failure.ts';
import { asMap } from '../../look/comparable.ts';
import type { PodOwner } from '../../streams/podsOf.ts';
import type { Connection } from '../../transport/connection.ts';
import type { Judgement } from './judge.ts';
import { judge } from './judge.ts';
import { observe } from './observe.ts';

/** Kinds whose rollout can be followed. */
export const FOLLOWED: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Pod'];

/** Milliseconds between looks. */
const EVERY = 1500;
/** What a Deployment is given where it says nothing, in seconds. */
const DEADLINE = 600;
/** The controller says first that its time is over, in seconds. */
const GRACE = 15;

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** Told of every look. */
  readonly onLook: (judgement: Judgement) => void;
  readonly every?: number;
}

/** Follows a rollout to its end: done, failed, or its time (`progressDeadlineSeconds`) is over. `undefined` where it was stopped. */
export async function follow(
  connection: Connection,
  owner: PodOwner,
  { signal, onLook, every = EVERY }: FollowOptions,
): Promise<Judgement | undefined> {
  const began = performance.now();
  let last: Judgement | undefined;
  while (!signal.aborted) {
    let seconds = DEADLINE;
    try {
      const observed = await observe(connection, owner, signal);
      last = judge(observed);
      seconds = Number(asMap(observed.object['spec'])?.['progressDeadlineSeconds'] ?? DEADLINE);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof ClusterFailure) || error.kind !== 'unreachable') throw error;
    }
    if (last) onLook(last);
    if (last && last.phase !== 'going on') return last;
    if (performance.now() - began > (seconds + GRACE) * 1000) return overdue(last, seconds, onLook);
    await pause(every, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

function overdue(last: Judgement | undefined, seconds: number, onLook: FollowOptions['onLook']): Judgement {
  const summary = `${last?.summary ?? 'nothing seen'} after ${seconds} s`;
  const problems = (last?.problems ?? []).map((one) => ({ ...one, isError: true }));
  const judgement: Judgement = { phase: 'failed', summary, problems };
  onLook(judgement);
  return judgement;
}
