import * as vscode from 'vscode';
import { nameOf } from '../../cluster/change/apply/readManifests.ts';
import type { Result } from '../../cluster/change/apply/applyAll.ts';
import { entrancesOf } from '../../cluster/change/rollout/entrances.ts';
import { follow, FOLLOWED } from '../../cluster/change/rollout/follow.ts';
import type { Judgement } from '../../cluster/change/rollout/judge.ts';
import { usageReport } from '../../cluster/change/rollout/usageReport.ts';
import type { Session } from '../../cluster/session.ts';
import type { PodOwner } from '../../cluster/streams/podsOf.ts';
import { shownReport } from '../look/shownReport.ts';
import type { ShownTexts } from '../look/shownTexts.ts';
import type { Streams } from '../streams.ts';
import type { Done } from './applyManifests.ts';
import { RolloutFindings } from './rolloutFindings.ts';

/** Follows what was applied until it runs, and marks in the manifest what keeps it from running. */
export class Rollouts implements vscode.Disposable {
  readonly findings = new RolloutFindings();
  readonly #streams: Streams;
  readonly #texts: ShownTexts;
  readonly #running = new Map<string, AbortController>();

  constructor(streams: Streams, texts: ShownTexts) {
    this.#streams = streams;
    this.#texts = texts;
  }

  /** Follows each workload of an application, side by side. */
  async follow({ session, results, document }: Done): Promise<void> {
    await Promise.all(
      results.flatMap((result) => {
        const owner = followed(result);
        return owner ? [this.#follow(session, result, owner, document)] : [];
      }),
    );
  }

  dispose(): void {
    for (const stop of this.#running.values()) stop.abort();
    this.findings.dispose();
  }

  async #follow(
    session: Session,
    { planned }: Result,
    owner: PodOwner,
    document: vscode.TextDocument,
  ): Promise<void> {
    const { manifest } = planned;
    const key = `${session.context.name} ${owner.path}`;
    this.#running.get(key)?.abort(); // it was applied again
    const stop = new AbortController();
    this.#running.set(key, stop);
    this.findings.clear(key);
    const place = { key, source: session.context.name, manifest, uri: document.uri };
    const title = `${nameOf(manifest)} on ${session.context.name}`;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const end = await vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => {
        stop.abort();
        this.findings.clear(key);
      });
      const onLook = (judgement: Judgement): void => {
        if (stop.signal.aborted) return;
        const [problem] = judgement.problems;
        // The mark in the manifest says all of it.
        const line = problem && /^.*?\.(?= |$)|^.*/.exec(problem.message)?.[0];
        progress.report({
          message: line === undefined ? judgement.summary : `${judgement.summary}. ${line}`,
        });
        this.findings.show(place, judgement.problems);
      };
      return follow(session.connection, owner, { signal: stop.signal, onLook });
    });
    if (this.#running.get(key) === stop) this.#running.delete(key);
    if (end) void this.#tell(session, owner, title, end);
  }

  async #tell(
    session: Session,
    owner: PodOwner,
    title: string,
    { phase, summary, problems }: Judgement,
  ): Promise<void> {
    if (phase === 'failed') {
      const why = problems[0]?.message.split('\n')[0] ?? '';
      const choice = await vscode.window.showErrorMessage(
        `${title} does not get ready (${summary}). ${why}`,
        LOGS,
      );
      if (choice === LOGS) this.#streams.followLogsOf(session, owner);
      return;
    }
    const urls = await entrancesOf(session.connection, owner).catch(() => []);
    const opens = urls.slice(0, 2).map((url) => `Open ${url}`);
    const actions = owner.kind === 'Job' ? [LOGS] : [...opens, FORWARD, LOGS, USAGE];
    const choice = await vscode.window.showInformationMessage(`${title}: ${summary}.`, ...actions);
    const url = urls[opens.indexOf(choice ?? '')];
    if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url, true));
    else if (choice === LOGS) this.#streams.followLogsOf(session, owner);
    else if (choice === FORWARD) await this.#streams.forwardPortOf(session, owner);
    else if (choice === USAGE) await this.#showUsage(session, owner);
  }

  async #showUsage(session: Session, owner: PodOwner): Promise<void> {
    const report = await usageReport(session, owner);
    if (report) await this.#texts.show(shownReport(`usage of ${owner.name}.md`, report));
    else
      void vscode.window.showInformationMessage(
        'This cluster has no metrics server, so nothing is measured.',
      );
  }
}

const LOGS = 'Follow Logs';
const FORWARD = 'Forward a Port';
const USAGE = 'Show Usage';

/** A workload that was made or changed. */
function followed({ planned, outcome }: Result): PodOwner | undefined {
  const { manifest, address, fate } = planned;
  const isWorkload = FOLLOWED.includes(manifest.kind) && ['', 'apps', 'batch'].includes(manifest.group);
  if (outcome !== 'applied' || fate === 'adopted' || !isWorkload || address?.namespace === undefined)
    return undefined;
  return { kind: manifest.kind, name: manifest.name, namespace: address.namespace, path: address.path };
}
