import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../failure.ts';
import { withQuery } from '../resources/address.ts';
import type { Connection } from '../transport/connection.ts';
import { podPath } from './podsOf.ts';

/** The container whose log is meant. */
export interface LogPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** A log that says nothing for this long is asked for its last line, which has to answer as quickly; in milliseconds. */
const [QUIET, PATIENCE] = [30_000, 15_000];
/** A line that was just written may be on its way, in milliseconds. */
const ON_ITS_WAY = 2000;

/**
 * Tells a container that has nothing to say from a connection that is gone without a word: HTTP has no pings, so the last line is asked
 * for on another connection. If it is one that did not come, or if there is no answer, what is followed is ended.
 */
export class LogGuard {
  readonly #connection: Connection;
  readonly #place: LogPlace;
  readonly #last: () => string;
  readonly #ending = new AbortController();
  readonly #timer: NodeJS.Timeout;
  /** For what is guarded. */
  readonly signal: AbortSignal;
  #failure: ClusterFailure | undefined;

  /** `last` gives the time of the last line that came. */
  constructor(connection: Connection, place: LogPlace, signal: AbortSignal, last: () => string) {
    this.#connection = connection;
    this.#place = place;
    this.#last = last;
    this.signal = AbortSignal.any([signal, this.#ending.signal]);
    this.#timer = setTimeout(() => void this.#ask(), QUIET);
  }

  /** Why it has ended what is followed. */
  get failure(): ClusterFailure | undefined {
    return this.#failure;
  }

  heard(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#ending.abort();
  }

  async #ask(): Promise<void> {
    const { signal } = this;
    try {
      const newest = await this.#newest();
      if (newest > this.#last()) await pause(ON_ITS_WAY, undefined, { signal });
      if (newest > this.#last()) this.#end(new ClusterFailure('unreachable', LOST, 'It is read again.'));
    } catch (error) {
      if (signal.aborted) return;
      const isLost = error instanceof ClusterFailure && LOSSES.has(error.kind);
      if (isLost) this.#end(error);
    }
    if (!signal.aborted) this.#timer.refresh();
  }

  async #newest(): Promise<string> {
    const { namespace, pod, container } = this.#place;
    const query = { container, timestamps: true, tailLines: 1 };
    const path = withQuery(podPath(namespace, pod, 'log'), query);
    const call = { path, accept: '*/*', signal: this.signal, timeout: PATIENCE };
    return timeOf(await this.#connection.text(call));
  }

  #end(failure: ClusterFailure): void {
    this.#failure = failure;
    this.stop();
  }
}

const LOST = 'The connection was lost: more was written than came.';
const LOSSES: ReadonlySet<ClusterFailure['kind']> = new Set(['unreachable', 'timeout', 'proxy']);

/** The time at the beginning of a line; '' if there is none. */
export function timeOf(line: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)(?= )/.exec(line)?.[0] ?? '';
}
