import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../../failure.ts';
import type { Session } from '../../session.ts';
import type { Approval } from '../approval.ts';
import { carryOut } from '../carryOut.ts';
import type { Journal } from '../journal.ts';
import type { DrainPlan, Eviction, Left } from './drainPlan.ts';
import { fateOf, podName, podsOn } from './drainPods.ts';
import { count } from './target.ts';

export interface DrainOptions {
  /** Stops the drain; what was asked for is not taken back. */
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
  /** Milliseconds until a Pod that is held back is tried again. */
  readonly retryAfter?: number;
}

/** What became of a drain. */
export interface Drained {
  readonly gone: number;
  /** Those of DaemonSets and of the kubelet do not count. */
  readonly left: readonly Left[];
  readonly wasStopped: boolean;
}

const RETRY_AFTER = 5_000;
const LOOK_EVERY = 1_000;

/** Carries a drain out: each Pod is evicted as soon as its budgets allow, until all are gone or somebody stops it. */
export async function drain(
  session: Session,
  journal: Journal,
  plan: DrainPlan,
  approval: Approval,
  options: DrainOptions,
): Promise<Drained> {
  if (plan.cordon) await carryOut(session, journal, plan.cordon, approval);
  const draining = new Draining(session, journal, approval, options);
  return draining.run(plan);
}

class Draining {
  readonly #session: Session;
  readonly #journal: Journal;
  readonly #approval: Approval;
  readonly #options: DrainOptions;
  /** Ends with the drain, whatever ends it: nothing is asked for behind its back. */
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  /** Why a Pod is still there, by its uid; those without an entry are gone. */
  readonly #waiting = new Map<string, string>();
  #all = 0;

  constructor(session: Session, journal: Journal, approval: Approval, options: DrainOptions) {
    this.#session = session;
    this.#journal = journal;
    this.#approval = approval;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#end.signal]);
  }

  async run({ node, evictions, kept }: DrainPlan): Promise<Drained> {
    this.#all = evictions.length;
    for (const { pod } of evictions) this.#waiting.set(uidOf({ pod }), 'not tried');
    const ending = new Set<string>();
    const asked = Promise.all(evictions.map((eviction) => this.#evict(eviction, ending)));
    try {
      await Promise.all([asked, this.#follow(node, asked, ending)]);
    } finally {
      this.#end.abort();
    }
    const left = evictions.flatMap((eviction) => {
      const reason = this.#waiting.get(uidOf(eviction));
      return reason === undefined ? [] : [{ pod: podName(eviction.pod), reason }];
    });
    const gone = this.#all - left.length;
    const others = await this.#others(
      node,
      new Set(evictions.map(uidOf)),
      new Set(kept.map(({ pod }) => pod)),
    );
    return { gone, left: [...left, ...kept, ...others], wasStopped: this.#options.signal.aborted };
  }

  /** What is on the node besides: Pods that came between the preview and the cordon, or that were ending before and still are. */
  async #others(
    node: string,
    known: ReadonlySet<string>,
    kept: ReadonlySet<string>,
  ): Promise<readonly Left[]> {
    try {
      const pods = await podsOn(this.#session, node);
      return pods.flatMap((pod): readonly Left[] => {
        const [fate, name] = [fateOf(pod), podName(pod)];
        if (fate === 'daemon' || fate === 'mirror' || known.has(uidOf({ pod })) || kept.has(name)) return [];
        return [
          { pod: name, reason: fate === 'ending' ? 'it is still ending' : 'it came after the preview' },
        ];
      });
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      return [{ pod: 'whatever came after the preview', reason: `it cannot be looked at: ${error.message}` }];
    }
  }

  /** Asks until the Pod may go. */
  async #evict(eviction: Eviction, ending: Set<string>): Promise<void> {
    const { retryAfter = RETRY_AFTER } = this.#options;
    const signal = this.#signal;
    const uid = uidOf(eviction);
    while (!signal.aborted) {
      try {
        await carryOut(this.#session, this.#journal, eviction.step, this.#approval);
        this.#waiting.set(uid, 'it is still ending');
        ending.add(uid);
        return;
      } catch (error) {
        if (!(error instanceof ClusterFailure)) throw error;
        // 409: another Pod has its name by now.
        if (error.kind === 'notFound' || error.kind === 'conflict') return void this.#waiting.delete(uid);
        this.#waiting.set(uid, error.message);
        // Asking twice does no harm: it is this very Pod or none.
        const isAgain = error.kind === 'budget' || error.kind === 'uncertain' || error.status?.code === 429;
        if (!isAgain) return;
        this.#tell(`${podName(eviction.pod)} is held back: ${error.message}`);
      }
      await pause(retryAfter, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Looks which Pods are gone, until none of those that were asked to go is left. */
  async #follow(node: string, asked: Promise<unknown>, ending: Set<string>): Promise<void> {
    const signal = this.#signal;
    let isAsked = false;
    const ended = (): boolean => (isAsked = true);
    const done = asked.then(ended, ended);
    while (!signal.aborted) {
      await this.#look(node, ending);
      if (isAsked && ending.size === 0) return;
      await Promise.race([
        pause(LOOK_EVERY, undefined, { signal }).catch(() => undefined),
        ...(isAsked ? [] : [done]),
      ]);
    }
  }

  /** Notes what is gone. Where nothing can be seen for a while, the next look tells. */
  async #look(node: string, ending: Set<string>): Promise<void> {
    const asked = [...ending];
    try {
      const there = new Set((await podsOn(this.#session, node)).map((pod) => uidOf({ pod })));
      for (const uid of asked) {
        if (there.has(uid)) continue;
        ending.delete(uid);
        this.#waiting.delete(uid);
      }
      this.#tell();
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      this.#tell(`Node ${node} cannot be looked at: ${error.message}`);
    }
  }

  #tell(more = ''): void {
    const gone = this.#all - this.#waiting.size;
    this.#options.report([`${gone} of ${count(this.#all, 'Pod')} gone.`, more].join(' ').trim());
  }
}

function uidOf({ pod }: Pick<Eviction, 'pod'>): string {
  return pod.metadata?.uid ?? '';
}

/** What there is to say in the end. */
export function drainedText(node: string, { gone, left, wasStopped }: Drained): string {
  const pods = count(gone, 'Pod');
  if (left.length === 0)
    return `Node ${node} is drained: ${pods} ${gone === 1 ? 'is' : 'are'} gone. It stays cordoned.`;
  const stopped = wasStopped ? ', as it was stopped' : '';
  const names = left.slice(0, 5).map(({ pod, reason }) => `${pod} (${reason.replace(/\.$/, '')})`);
  const more = left.length > 5 ? `, and ${left.length - 5} more` : '';
  return `Node ${node} is not empty${stopped}: ${pods} gone, ${left.length} left: ${names.join(', ')}${more}. It stays cordoned.`;
}
