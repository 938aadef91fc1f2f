import type { Pod } from '../models.ts';
import { RowList } from '../resources/rowList.ts';
import type { Connection } from '../transport/connection.ts';
import type { LogOptions } from './containerLog.ts';
import { containerLog } from './containerLog.ts';
import type { PodOwner } from './podsOf.ts';
import { podPath, podsOf, readPods } from './podsOf.ts';
import { ClusterFailure } from '../failure.ts';

export interface LogLine {
  readonly pod: string;
  readonly container: string;
  /** As the server gives it; '' where it gave none. */
  readonly time: string;
  readonly text: string;
}

export interface MergedLogOptions extends LogOptions {
  /** Only containers of this name. */
  readonly container?: string;
}

/** What happens to a log. */
export interface LogListener {
  /** Lines in the order of their times. */
  readonly lines: (lines: readonly LogLine[]) => void;
  /** Something about the log itself. */
  readonly note: (text: string) => void;
  /** Nothing more will come. */
  readonly end: () => void;
}

/** Lines are handed on so often, sorted among themselves, in milliseconds. */
const BATCH = 100;
/** What was written before is waited for at most so long, so that it can be sorted, in milliseconds. */
const HISTORY = 1000;
/** So many containers are read at a time; each takes a connection. */
const MOST_CONTAINERS = 100;

/** The logs of all pods of an object as one. Pods that come later are taken in. */
export class MergedLog {
  readonly #connection: Connection;
  readonly #owner: PodOwner;
  readonly #options: MergedLogOptions;
  readonly #listener: LogListener;
  readonly #closing = new AbortController();
  readonly #known = new Set<string>();
  #pods: RowList | undefined;
  #pending: LogLine[] = [];
  #flushing: NodeJS.Timeout | undefined;
  #reading = 0;
  #silent = 0;
  #saidTooMany = false;
  /** Why pods that come later are not seen, as it was said. */
  #blind: string | undefined;
  readonly #begun = performance.now();

  constructor(connection: Connection, owner: PodOwner, options: MergedLogOptions, listener: LogListener) {
    this.#connection = connection;
    this.#owner = owner;
    this.#options = options;
    this.#listener = listener;
    void this.#run().catch((error: unknown) => this.#fail(error));
  }

  close(): void {
    this.#closing.abort();
    this.#pods?.close();
    clearTimeout(this.#flushing);
  }

  async #run(): Promise<void> {
    const query = await podsOf(this.#connection, this.#owner);
    const pods = await readPods(this.#connection, query);
    if (this.#closing.signal.aborted) return;
    if (pods.length === 0) this.#listener.note(`${this.#owner.kind} ${this.#owner.name} has no pods`);
    for (const pod of pods) this.#take(pod);
    // The pods of a workload come and go; a pod by itself does not come back.
    if (this.#options.follow && this.#owner.kind !== 'Pod') {
      this.#pods = new RowList(this.#connection, query, () => this.#lookForNew());
    } else if (this.#reading === 0) {
      this.#listener.end();
    }
  }

  #lookForNew(): void {
    const failure = this.#pods?.failure?.message;
    if (failure !== undefined && failure !== this.#blind) {
      this.#listener.note(`pods that come later are not seen for now: ${failure}`);
    }
    this.#blind = failure;
    for (const { uid, name, namespace } of this.#pods?.rows() ?? []) {
      if (this.#known.has(uid)) continue;
      this.#known.add(uid);
      this.#connection
        .json<Pod>({ path: podPath(namespace ?? '', name), signal: this.#closing.signal })
        .then((pod) => this.#take(pod))
        .catch(() => this.#known.delete(uid)); // gone again, or it is asked with the next change
    }
  }

  #take({ metadata, spec }: Pod): void {
    if (metadata?.uid !== undefined) this.#known.add(metadata.uid);
    const names = [
      ...(spec?.initContainers ?? []),
      ...(spec?.containers ?? []),
      ...(spec?.ephemeralContainers ?? []),
    ].map(({ name }) => name);
    const { container } = this.#options;
    const wanted = container === undefined ? names : names.filter((name) => name === container);
    if (wanted.length === 0 && container !== undefined) {
      this.#listener.note(`${metadata?.name ?? ''} has no container ${container}`);
    }
    for (const name of wanted) void this.#read(metadata?.name ?? '', name);
  }

  async #read(pod: string, container: string): Promise<void> {
    if (this.#reading >= MOST_CONTAINERS) {
      if (!this.#saidTooMany) this.#listener.note(`only ${MOST_CONTAINERS} containers are read at a time`);
      this.#saidTooMany = true;
      return;
    }
    this.#reading++;
    this.#silent++;
    let isSilent = true;
    const heard = () => {
      if (isSilent) this.#silent--;
      isSilent = false;
    };
    const place = { namespace: this.#owner.namespace, pod, container };
    try {
      const events = containerLog(this.#connection, place, this.#options, this.#closing.signal);
      for await (const event of events) {
        heard();
        if (event.note === undefined) this.#add({ pod, container, time: event.time, text: event.text });
        else this.#note(pod, container, event.note);
      }
    } catch (error) {
      const failure = error instanceof ClusterFailure ? error : this.#connection.explain(error);
      if (!this.#closing.signal.aborted)
        this.#note(pod, container, failure.status?.message ?? failure.message);
    } finally {
      heard();
      this.#reading--;
      this.#endMaybe();
    }
  }

  #note(pod: string, container: string, text: string): void {
    this.#flush();
    this.#listener.note(`${pod} ${container}: ${text}`);
  }

  #endMaybe(): void {
    if (this.#closing.signal.aborted || this.#reading > 0 || this.#pods) return;
    this.#flush();
    this.#listener.end();
  }

  #add(line: LogLine): void {
    this.#pending.push(line);
    if (this.#pending.length >= (this.#silent === 0 ? MOST_PENDING : MOST_KEPT_BACK)) this.#flush();
    this.#flushing ??= setTimeout(() => this.#flushLater(), BATCH);
  }

  #flushLater(): void {
    this.#flushing = undefined;
    // While some have said nothing yet, what the others said before is kept back to be sorted.
    if (this.#silent > 0 && performance.now() - this.#begun < HISTORY) {
      this.#flushing = setTimeout(() => this.#flushLater(), BATCH);
    } else this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    if (this.#pending.length === 0) return;
    const lines = this.#pending.toSorted(byTime);
    this.#pending = [];
    this.#listener.lines(lines);
  }

  #fail(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    const failure = error instanceof ClusterFailure ? error : this.#connection.explain(error);
    this.#listener.note(`${failure.message} ${failure.advice}`);
    this.#listener.end();
  }
}

/** So many lines are sorted at a time; more while some containers have said nothing yet, but not so many that the editor stands still. */
const [MOST_PENDING, MOST_KEPT_BACK] = [2000, 20_000];

/** Servers in other time zones write the same moment differently. */
function byTime(a: LogLine, b: LogLine): number {
  const isPlain = a.time.length === b.time.length && a.time.endsWith('Z') && b.time.endsWith('Z');
  if (isPlain) return a.time < b.time ? -1 : Number(a.time > b.time);
  return Date.parse(a.time) - Date.parse(b.time) || a.time.localeCompare(b.time);
}
