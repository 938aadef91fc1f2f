import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../../failure.ts';
import type { Session } from '../../session.ts';
import type { Approval } from '../approval.ts';
import { carryOut } from '../carryOut.ts';
import type { Journal } from '../journal.ts';
import type { DrainPlan, Eviction, Left } from './drainPlan.ts';
import { podName, podsOn } from './drainPods.ts';
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
  /** Why a Pod is still there, by its uid; those without an entry are gone. */
  readonly #waiting = new Map<string, string>();
  #all = 0;

  constructor(session: Session, journal: Journal, approval: Approval, options: DrainOptions) {
    this.#session = session;
    this.#journal = journal;
    this.#approval = approval;
    this.#options = options;
  }

  async run({ node, evictions, kept }: DrainPlan): Promise<Drained> {
    this.#all = evictions.length;
    for (const { pod } of evictions) this.#waiting.set(uidOf({ pod }), 'not tried');
    const ending = new Set<string>();
    const asked = Promise.all(evictions.map((eviction) => this.#evict(eviction, ending)));
    await Promise.all([asked, this.#follow(node, asked, ending)]);
    const left = evictions.flatMap((eviction) => {
      const reason = this.#waiting.get(uidOf(eviction));
      return reason === undefined ? [] : [{ pod: podName(eviction.pod), reason }];
    });
    const gone = this.#all - left.length;
    return { gone, left: [...left, ...kept], wasStopped: this.#options.signal.aborted };
  }

  /** Asks until the Pod may go. */
  async #evict(eviction: Eviction, ending: Set<string>): Promise<void> {
    const { signal, retryAfter = RETRY_AFTER } = this.#options;
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
        if (error.kind !== 'budget' && error.status?.code !== 429) return;
        this.#tell(`${podName(eviction.pod)} is held back: ${error.message}`);
      }
      await pause(retryAfter, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Looks which Pods are gone, until none of those that were asked to go is left. */
  async #follow(node: string, asked: Promise<unknown>, ending: Set<string>): Promise<void> {
    const { signal } = this.#options;
    let isAsked = false;
    const ended = (): boolean => (isAsked = true);
    const done = asked.then(ended, ended);
    while (!signal.aborted) {
      const there = new Set((await podsOn(this.#session, node)).map((pod) => uidOf({ pod })));
      for (const uid of ending) {
        if (there.has(uid)) continue;
        ending.delete(uid);
        this.#waiting.delete(uid);
      }
      this.#tell();
      if (isAsked && ending.size === 0) return;
      await Promise.race([
        pause(LOOK_EVERY, undefined, { signal }).catch(() => undefined),
        ...(isAsked ? [] : [done]),
      ]);
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
