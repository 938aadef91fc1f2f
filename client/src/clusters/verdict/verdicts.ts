import * as vscode from 'vscode';
import { askServer } from '../../cluster/verdict/ask.ts';
import type { Verdict } from '../../cluster/verdict/ask.ts';
import type { Saying } from '../../cluster/verdict/saying.ts';
import type { Session } from '../../cluster/session.ts';
import type { Tools } from '../change/changes.ts';
import { contextOfWorkspace } from '../look/workspaceContext.ts';
import type { Shadows } from '../../shadows.ts';
import type { Askable } from './askable.ts';
import { askablesIn } from './askable.ts';
import type { Mark } from './marks.ts';
import { marksOf } from './marks.ts';
import { ShownMarks } from './shownMarks.ts';
import { summaryOf } from './summary.ts';

/** So many objects are asked about at once. */
const AT_ONCE = 4;

/** What API servers say of manifests, when somebody asks them. */
export class Verdicts implements vscode.Disposable {
  readonly #tools: Tools;
  readonly #shown: ShownMarks;

  constructor(tools: Tools, shadows: Shadows) {
    this.#tools = tools;
    this.#shown = new ShownMarks(shadows);
  }

  /** Asks the server of the workspace what it says to a file's objects, or to those of the document at an offset; nothing is changed. */
  async check(document: vscode.TextDocument, offset?: number): Promise<void> {
    const { explorer, chosen } = this.#tools;
    const { objects, unreadable } = askablesIn(document.uri.toString(), document.getText(), offset);
    const name = document.uri.path.split('/').at(-1) ?? '';
    if (objects.length === 0) throw new Error(`there is no manifest in ${name} that can be read and sent`);
    const context = await contextOfWorkspace(explorer, chosen);
    if (context === undefined) return;
    const { version } = document;
    const title = `Checking ${name} against ${context}`;
    const verdicts = await this.#whileShown(title, async (signal) =>
      allOf(await explorer.session(context), objects, signal),
    );
    if (!verdicts) return;
    if (document.version !== version || document.isClosed) {
      throw new Error(`${name} was changed while it was checked against ${context}: check it again`);
    }
    this.#shown.show(document, `${context} (server)`, offset === undefined, verdicts);
    const summary = summaryOf(name, context, verdicts, unreadable);
    void vscode.window.showInformationMessage(summary);
  }

  dispose(): void {
    this.#shown.dispose();
  }

  /** Runs something that can be cancelled; `undefined` if it was. */
  async #whileShown<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const location = vscode.ProgressLocation.Notification;
    return vscode.window.withProgress({ location, title, cancellable: true }, async (_progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      try {
        return await run(stop.signal);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
    });
  }
}

/** An object with what the server says of it, and the marks that show it. */
export interface Judged extends Askable {
  readonly verdict: Verdict;
  readonly marks: readonly Mark[];
}

async function allOf(session: Session, objects: readonly Askable[], signal: AbortSignal): Promise<Judged[]> {
  const namespaces = new Set(
    objects.flatMap(({ asked: { kind, name } }) =>
      kind === 'Namespace' && name !== undefined ? [name] : [],
    ),
  );
  const judged: Judged[] = [];
  const queue = [...objects.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, object] = next;
      const verdict = await askServer(session, object.asked, signal);
      const sayings = verdict.sayings.map((saying) => expected(saying, namespaces));
      judged[index] = { ...object, verdict: { ...verdict, sayings }, marks: marksOf(object, sayings) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return judged;
}

/** A namespace that the file itself brings is not there yet, as it should be. */
function expected(saying: Saying, namespaces: ReadonlySet<string>): Saying {
  const { missingNamespace } = saying;
  if (missingNamespace === undefined || !namespaces.has(missingNamespace)) return saying;
  const message = `The namespace "${missingNamespace}", which this file brings, is not there yet, so not everything was checked.`;
  return { ...saying, severity: 'information', message };
}
