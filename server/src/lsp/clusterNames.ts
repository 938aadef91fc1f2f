import { setTimeout as pause } from 'node:timers/promises';
import type { AskCluster } from '../core/features/completion/context.ts';
import type { ClusterNamesParams, ClusterNamesResult } from '../core/protocol.ts';
import { CLUSTER_NAMES } from '../core/protocol.ts';
import type { Session } from './session.ts';

/** An author who is typing waits so long for names of a cluster, in milliseconds; what comes later is there the next time. */
const WITHIN = 200;

/**
 * Does something with the names of the chosen cluster: first without them; if it asked for any and they came in time, once more
 * with them. Says whether some are still to come.
 */
export async function withClusterNames<T>(
  { connection, client }: Session,
  work: (ask: AskCluster | undefined) => T,
): Promise<{ readonly result: T; readonly isLate: boolean }> {
  if (!client.clusters) return { result: work(undefined), isLate: false };
  const answers = new Map<string, ClusterNamesResult>();
  const open = new Map<string, ClusterNamesParams>();
  const ask: AskCluster = (question) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key);
    if (!answer) open.set(key, question);
    return answer;
  };
  const result = work(ask);
  if (open.size === 0) return { result, isLate: false };
  const waits = Array.from(open, async ([key, question]) => {
    answers.set(key, await connection.sendRequest<ClusterNamesResult>(CLUSTER_NAMES, question));
  });
  await Promise.race([Promise.allSettled(waits), pause(WITHIN, undefined, { ref: false })]);
  const isLate = answers.size < open.size;
  return answers.size === 0 ? { result, isLate } : { result: work(ask), isLate };
}
