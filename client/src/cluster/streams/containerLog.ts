import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../failure.ts';
import type { Pod } from '../models.ts';
import { withQuery } from '../resources/address.ts';
import { linesOf } from '../resources/lines.ts';
import type { Connection } from '../transport/connection.ts';
import type { LogPlace } from './logGuard.ts';
import { LogGuard, timeOf } from './logGuard.ts';
import { podPath } from './podsOf.ts';
import { SeenTimes } from './seenTimes.ts';

/** Which part of a log is wanted (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod). */
export interface LogOptions {
  /** Whether what is to come is wanted too. */
  readonly follow?: boolean;
  /** Of the container before its last restart. */
  readonly previous?: boolean;
  readonly sinceSeconds?: number;
  /** Only so many lines of what was written before. */
  readonly tailLines?: number;
}

/** A line, or what is to be said about the log itself. */
export type LogEvent =
  | { readonly time: string; readonly text: string; readonly note?: undefined }
  | { readonly note: string };

/** So much of what was written before is shown of each container, when nothing else is asked for. */
export const TAIL = 500;
/** Longer lines come in pieces of at most so many characters, and a bit. */
const LONGEST_LINE = 64 * 1024;
/** A container that says nothing may let the server keep its answer back for any time. */
const FOREVER = 2 ** 31 - 1;
const [FIRST_WAIT, LONGEST_WAIT] = [500, 10_000];

/**
 * The log of a container. When followed, it goes on after a restart of the container and after a break of the connection, without saying a
 * line twice, until the container has ended for good or the pod is gone.
 */
export async function* containerLog(
  connection: Connection,
  place: LogPlace,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<LogEvent> {
  const seen = new SeenTimes();
  let said = '';
  let wait = FIRST_WAIT;
  for (;;) {
    const guard = options.follow ? new LogGuard(connection, place, signal, () => seen.last) : undefined;
    try {
      const stream = await open(connection, place, options, seen.last, guard?.signal ?? signal);
      for await (const line of linesOf(stream, LONGEST_LINE)) {
        guard?.heard();
        const [time, text] = split(line);
        if (!seen.isNew(time)) continue;
        [said, wait] = ['', FIRST_WAIT];
        yield { time: time === '' ? seen.last : time, text };
      }
    } catch (error) {
      if (signal.aborted) return;
      const failure = guard?.failure ?? (error instanceof ClusterFailure ? error : connection.explain(error));
      if (!options.follow || !isPassing(failure)) throw failure;
      const note = failure.status?.message ?? failure.message;
      if (note !== said) yield { note };
      said = note;
    } finally {
      guard?.stop();
      seen.resume();
    }
    if (!options.follow || signal.aborted) return;
    const end = await ending(connection, place, signal).catch(() => undefined);
    if (end !== undefined) {
      yield { note: end };
      return;
    }
    await pause(wait, undefined, { signal }).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }
}

async function open(
  connection: Connection,
  place: LogPlace,
  options: LogOptions,
  last: string,
  signal: AbortSignal,
): ReturnType<Connection['stream']> {
  const timeout = options.follow ? FOREVER : 30_000;
  return connection.stream({ path: logPath(place, options, last), accept: '*/*', signal, timeout });
}

/** What a log is asked for with. Times are always asked for: they are the place to go on from. */
export function logPath({ namespace, pod, container }: LogPlace, options: LogOptions, last = ''): string {
  const { follow, previous, sinceSeconds, tailLines } = options;
  const begin = last === '' ? { sinceSeconds, tailLines } : { sinceTime: last };
  const query = { container, follow, previous, timestamps: true, ...begin };
  return withQuery(podPath(namespace, pod, 'log'), query);
}

function split(line: string): readonly [time: string, text: string] {
  const time = timeOf(line);
  return [time, time === '' ? line : line.slice(time.length + 1)];
}

/** Whether it may be otherwise in a moment: the container is starting, or the way there is broken. */
function isPassing({ kind, status }: ClusterFailure): boolean {
  return kind === 'server' || kind === 'unreachable' || kind === 'timeout' || status?.code === 400;
}

/** Why nothing more will come, if so. */
async function ending(
  connection: Connection,
  { namespace, pod, container }: LogPlace,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const object = await connection.json<Pod>({ path: podPath(namespace, pod), signal });
    return hasEnded(object, container) ? `${container} has ended` : undefined;
  } catch (error) {
    if (error instanceof ClusterFailure && error.kind === 'notFound') return 'the pod is gone';
    throw error;
  }
}

function hasEnded({ spec, status }: Pod, container: string): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return true;
  const all = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
  const terminated = all.find(({ name }) => name === container)?.state?.terminated;
  if (!terminated) return false;
  const isMain = spec?.containers.some(({ name }) => name === container);
  if (!isMain) return terminated.exitCode === 0;
  return (
    spec?.restartPolicy === 'Never' || (spec?.restartPolicy === 'OnFailure' && terminated.exitCode === 0)
  );
}
