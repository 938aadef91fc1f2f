import * as vscode from 'vscode';
import { collectionPath } from '../../cluster/resources/address.ts';
import { CheckedObjects } from '../../cluster/look/checkedObjects.ts';
import type { Problem } from '../../cluster/look/checkReport.ts';
import { checkReport, countsText } from '../../cluster/look/checkReport.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import type { FoundObjects } from '../../cluster/look/readObjects.ts';
import { readObjects, targetOf } from '../../cluster/look/readObjects.ts';
import { runChecks } from '../../cluster/look/runChecks.ts';
import type { Session } from '../../cluster/session.ts';
import { CHECK_OBJECTS } from '../../../../server/src/core/protocol.ts';
import type { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import type { LanguageServer } from '../../languageServer.ts';
import { announce } from '../../notice.ts';
import { Badges, rowUri } from './badges.ts';
import type { ShownTexts } from './shownTexts.ts';
import { shownReport } from './shownReport.ts';

/** What is checked: an object, a namespace, or without either a whole context. */
export interface CheckedPlace {
  readonly context: string;
  readonly namespace?: string | undefined;
  readonly node?: ObjectNode;
}

/** Runs our own checks on objects of clusters, when somebody asks for it. */
export class LiveChecks implements vscode.Disposable {
  readonly #explorer: Explorer;
  readonly #texts: ShownTexts;
  readonly #badges = new Badges();
  /** By context. */
  readonly #checked = new Map<string, Known>();

  constructor(explorer: Explorer, texts: ShownTexts) {
    this.#explorer = explorer;
    this.#texts = texts;
  }

  async check(place: CheckedPlace, server: LanguageServer): Promise<void> {
    const name = [place.context, place.namespace, place.node?.row.name].filter((part) => part).join('/');
    await announce(`Checking ${name}`, { cancellable: true }, async (_report, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      try {
        await this.#check(place, name, server, token, stop.signal);
      } catch (error) {
        if (!token.isCancellationRequested) throw error;
      }
    });
  }

  dispose(): void {
    this.#badges.dispose();
    for (const { objects } of this.#checked.values()) objects.close();
  }

  async #check(
    place: CheckedPlace,
    name: string,
    server: LanguageServer,
    token: vscode.CancellationToken,
    signal: AbortSignal,
  ): Promise<void> {
    const session = await this.#explorer.session(place.context);
    const found = await read(session, place, signal);
    const client = await server.start();
    const problems = await runChecks(session, found, (request) =>
      client.sendRequest<readonly Problem[]>(CHECK_OBJECTS, request, token),
    );
    if (token.isCancellationRequested) return;
    this.#take(session, place, found, problems);
    const report = checkReport(name, place.context, found, problems);
    await this.#texts.show(shownReport(`checks of ${name.replaceAll('/', ' ')}.md`, report));
    vscode.window.setStatusBarMessage(`Kube Guardrails: ${countsText(problems)} in ${name}`, 5000);
  }

  #take(
    session: Session,
    { context, namespace, node }: CheckedPlace,
    found: FoundObjects,
    problems: readonly Problem[],
  ): void {
    const known = this.#knownOf(session, context);
    const before = node ? [] : known.objects.pathsIn(namespace);
    if (!node) {
      known.objects.forget(before);
      known.places.add(namespace);
    }
    known.objects.take(found, problems);
    this.#badge(context, known, [...before, ...found.objects.map((one) => targetOf(one).path)]);
  }

  #knownOf(session: Session, context: string): Known {
    const known = this.#checked.get(context);
    if (known?.session === session) return known;
    const objects = new CheckedObjects(session, (paths) => {
      const own = this.#checked.get(context);
      if (own) this.#badge(context, own, paths);
    });
    const fresh = { session, objects, places: new Set<string | undefined>() };
    this.#checked.set(context, fresh);
    return fresh;
  }

  /** Sets the badges of objects, and of the places around them that were checked as a whole. */
  #badge(context: string, { objects, places }: Known, paths: readonly string[]): void {
    const rows = new Map<vscode.Uri, readonly Problem[]>();
    for (const path of paths) rows.set(rowUri(context, path), objects.problemsOf(path));
    for (const place of places) {
      const path = place === undefined ? '' : namespacePath(place);
      rows.set(rowUri(context, path), objects.problemsIn(place));
    }
    this.#badges.set(rows);
  }
}

/** What is known of a context by checks. */
interface Known {
  readonly session: Session;
  readonly objects: CheckedObjects;
  /** Namespaces that were checked as a whole; `undefined` for the context itself. */
  readonly places: Set<string | undefined>;
}

/** The path of a namespace itself. */
export function namespacePath(namespace: string): string {
  const type = { group: '', version: 'v1', resource: 'namespaces', namespaced: false };
  return `${collectionPath(type)}/${encodeURIComponent(namespace)}`;
}

async function read(session: Session, place: CheckedPlace, signal: AbortSignal): Promise<FoundObjects> {
  const { node, namespace } = place;
  if (!node) return readObjects(session, { namespace, signal });
  const object = await session.connection.json<Json>({ path: node.path, signal });
  const { type, row } = node;
  return { objects: [{ type, name: row.name, namespace: row.namespace, object }], failures: [] };
}
