import type * as vscode from 'vscode';
import type { Result } from '../../cluster/change/apply/applyAll.ts';
import { nameOf } from '../../cluster/change/apply/readManifests.ts';
import { follow, FOLLOWED } from '../../cluster/change/rollout/follow.ts';
import type { Judgement } from '../../cluster/change/rollout/judge.ts';
import { progressLine } from '../../cluster/change/rollout/words.ts';
import type { Session } from '../../cluster/session.ts';
import type { PodOwner } from '../../cluster/streams/podsOf.ts';
import type { ShownTexts } from '../look/shownTexts.ts';
import type { Streams } from '../streams.ts';
import type { Done } from './applyManifests.ts';
import { fileOf } from './applyManifests.ts';
import type { RolloutPlace } from './rolloutFindings.ts';
import { RolloutFindings } from './rolloutFindings.ts';
import type { Ended } from './rolloutOffers.ts';
import { RolloutOffers } from './rolloutOffers.ts';
import { together } from './together.ts';
import { withStop } from './withStop.ts';

/** A workload that is followed. */
interface Workload {
  readonly name: string;
  readonly owner: PodOwner;
  readonly place: RolloutPlace;
  readonly stop: AbortController;
}

/** What ends within so many milliseconds is told together: VS Code shows no more than three notices that come at once. */
const TOGETHER = 2_000;

/** Follows what was applied until it runs, and marks in the manifest what keeps it from running. */
export class Rollouts implements vscode.Disposable {
  readonly findings = new RolloutFindings();
  readonly #offers: RolloutOffers;
  readonly #running = new Map<string, AbortController>();

  constructor(streams: Streams, texts: ShownTexts) {
    this.#offers = new RolloutOffers(streams, texts);
  }

  /** Follows the workloads of an application, side by side, with one notice for all of them. */
  async follow(done: Done): Promise<void> {
    const { session, document } = done;
    const workloads = done.results.flatMap((result) => this.#begin(done, result));
    const [first] = workloads;
    if (!first) return;
    const looks = new Map<string, Ended>();
    const end = together<Ended>(TOGETHER, (ended) => {
      const inOrder = workloads.flatMap(({ owner }) => ended.filter((one) => one.owner === owner));
      void this.#offers.tell(session, inOrder);
    });
    const what = workloads.length === 1 ? first.name : fileOf(document);
    const all = await withStop(`${what} on ${session.context.name}`, (signal, report) => {
      signal.addEventListener('abort', () => this.#stop(workloads));
      const followed = workloads.map(async (workload) => {
        const { name, owner, place } = workload;
        const over = await this.#watch(session, workload, (judgement) => {
          looks.set(place.key, { name, owner, judgement });
          report(progressLine([...looks.values()], workloads.length));
        });
        if (over) end.add({ name, owner, judgement: over });
      });
      return Promise.allSettled(followed);
    });
    end.flush();
    const failed = all.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  dispose(): void {
    for (const stop of this.#running.values()) stop.abort();
    this.findings.dispose();
  }

  /** A workload that was made or changed; who followed it before no longer does. */
  #begin({ session, document }: Done, result: Result): readonly Workload[] {
    const owner = followed(result);
    if (!owner) return [];
    const { manifest } = result.planned;
    const { name: source } = session.context;
    const key = `${source} ${owner.path}`;
    const stop = new AbortController();
    this.#running.get(key)?.abort();
    this.#running.set(key, stop);
    this.findings.begin(key);
    return [{ name: nameOf(manifest), owner, place: { key, source, manifest, uri: document.uri }, stop }];
  }

  async #watch(
    { connection }: Session,
    { owner, place, stop }: Workload,
    onSeen: (judgement: Judgement) => void,
  ): Promise<Judgement | undefined> {
    const onLook = (judgement: Judgement): void => {
      if (stop.signal.aborted) return;
      onSeen(judgement);
      this.findings.show(place, judgement.problems);
    };
    try {
      return await follow(connection, owner, { signal: stop.signal, onLook });
    } finally {
      if (this.#running.get(place.key) === stop) this.#running.delete(place.key);
    }
  }

  /** Nobody wants to know of them any more. */
  #stop(workloads: readonly Workload[]): void {
    for (const { place, stop } of workloads) {
      if (this.#running.get(place.key) !== stop) continue; // over, or applied again
      stop.abort();
      this.findings.clear(place.key);
    }
  }
}

/** A workload that was made or changed. */
function followed({ planned, outcome }: Result): PodOwner | undefined {
  const { manifest, address, fate } = planned;
  const isWorkload = FOLLOWED.includes(manifest.kind) && ['', 'apps', 'batch'].includes(manifest.group);
  if (outcome !== 'applied' || fate === 'adopted' || !isWorkload || address?.namespace === undefined)
    return undefined;
  return { kind: manifest.kind, name: manifest.name, namespace: address.namespace, path: address.path };
}
