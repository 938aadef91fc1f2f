import * as vscode from 'vscode';
import { entrancesOf } from '../../cluster/change/rollout/entrances.ts';
import { usageReport } from '../../cluster/change/rollout/usageReport.ts';
import type { Seen } from '../../cluster/change/rollout/words.ts';
import { failedText, readyText } from '../../cluster/change/rollout/words.ts';
import type { Session } from '../../cluster/session.ts';
import type { PodOwner } from '../../cluster/streams/podsOf.ts';
import { reasonOf } from '../../reason.ts';
import { shownReport } from '../look/shownReport.ts';
import type { ShownTexts } from '../look/shownTexts.ts';
import type { Streams } from '../streams.ts';
import type { Say } from '../../notice.ts';
import { complain, inform } from '../../notice.ts';

/** A rollout that is over. */
export interface Ended extends Seen {
  readonly owner: PodOwner;
}

/** What is offered for all of them; asks for one of them where that matters. */
interface Offer {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** Says how rollouts ended, in one notice for those that ended well and one for the others, and offers what comes next. */
export class RolloutOffers {
  readonly #streams: Streams;
  readonly #texts: ShownTexts;

  constructor(streams: Streams, texts: ShownTexts) {
    this.#streams = streams;
    this.#texts = texts;
  }

  async tell(session: Session, ended: readonly Ended[]): Promise<void> {
    const { name } = session.context;
    const { failed = [], done = [] } = Object.groupBy(ended, ({ judgement }) =>
      judgement.phase === 'failed' ? 'failed' : 'done',
    );
    const tells: Promise<void>[] = [];
    if (failed.length > 0) {
      const logs = this.#logs(session, ownersOf(failed));
      tells.push(choose(complain, failedText(name, failed), [logs]));
    }
    if (done.length > 0) {
      const lasting = ownersOf(done).filter(({ kind }) => kind !== 'Job');
      const urls = await addressesOf(session, lasting);
      const offers = this.#offers(session, ownersOf(done), lasting, urls);
      tells.push(choose(inform, readyText(name, done, urls), offers));
    }
    await Promise.all(tells);
  }

  /** The buttons have to fit into a notice, which is 450 pixels wide: VS Code cuts their words off. */
  #offers(
    session: Session,
    all: readonly PodOwner[],
    lasting: readonly PodOwner[],
    urls: readonly string[],
  ): readonly Offer[] {
    const logs = this.#logs(session, all);
    if (lasting.length === 0) return [logs];
    const forward = async (): Promise<void> => {
      const owner = await oneOf(lasting, 'Forward a port of which workload?');
      if (owner) await this.#streams.forwardPortOf(session, owner);
    };
    return [
      ...(urls.length > 0 ? [{ title: urls.length > 1 ? 'Open…' : 'Open', run: () => openOne(urls) }] : []),
      { title: 'Forward a Port…', run: forward },
      logs,
      { title: 'Show Usage', run: () => this.#showUsage(session, lasting) },
    ];
  }

  #logs(session: Session, owners: readonly PodOwner[]): Offer {
    const run = async (): Promise<void> => {
      const owner = await oneOf(owners, 'Follow the logs of which workload?');
      if (owner) this.#streams.followLogsOf(session, owner);
    };
    return { title: owners.length > 1 ? 'Follow Logs…' : 'Follow Logs', run };
  }

  async #showUsage(session: Session, owners: readonly PodOwner[]): Promise<void> {
    const report = await usageReport(session, owners);
    const context = session.context.name;
    const name = owners.length === 1 ? (owners[0]?.name ?? '') : 'what was applied';
    if (report) return this.#texts.show(shownReport(`usage of ${name} on ${context}.md`, report));
    const none = `No usage is known: ${context} has no metrics server.`;
    void inform(none);
  }
}

function ownersOf(ended: readonly Ended[]): readonly PodOwner[] {
  return ended.map(({ owner }) => owner);
}

/** Where the workloads are reached, each address once. Nothing depends on it, so what may not be read is left out. */
async function addressesOf({ connection }: Session, owners: readonly PodOwner[]): Promise<readonly string[]> {
  const found = await Promise.all(owners.map((owner) => entrancesOf(connection, owner).catch(() => [])));
  return [...new Set(found.flat())];
}

/** Says something with buttons, and does what is chosen. */
async function choose(say: Say, text: string, offers: readonly Offer[]): Promise<void> {
  const choice = await say(text, ...offers.map(({ title }) => title));
  await offers
    .find(({ title }) => title === choice)
    ?.run()
    .catch((error: unknown) => {
      void complain(`Kube Guardrails: ${reasonOf(error)}`);
    });
}

async function oneOf(owners: readonly PodOwner[], title: string): Promise<PodOwner | undefined> {
  if (owners.length < 2) return owners[0];
  const items = owners.map((owner) => ({
    label: owner.name,
    description: `${owner.kind}, ${owner.namespace}`,
    owner,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.owner;
}

/** VS Code asks before it opens what is not of this machine. */
async function openOne(urls: readonly string[]): Promise<void> {
  const url = urls.length === 1 ? urls[0] : await vscode.window.showQuickPick(urls, { title: 'Open' });
  if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
