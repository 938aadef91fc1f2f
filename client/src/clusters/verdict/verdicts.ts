import * as vscode from 'vscode';
import { askServer } from '../../cluster/verdict/ask.ts';
import type { Brought } from '../../cluster/verdict/broughtByFile.ts';
import { asPartOf, broughtBy } from '../../cluster/verdict/broughtByFile.ts';
import type { Session } from '../../cluster/session.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import { violationSayings, violationsOf } from '../../cluster/verdict/violations.ts';
import { replaceLive } from './replacement.ts';
import { withStop } from '../change/withStop.ts';
import type { CommandId } from '../../commands/commands.ts';
import type { Tools } from '../change/tools.ts';
import { IMMUTABLE } from '../../cluster/verdict/immutable.ts';
import { EDITED_SCHEMES } from '../../kubernetesText.ts';
import { contextOfWorkspace } from '../look/workspaceContext.ts';
import type { Shadows } from '../../shadows.ts';
import type { Askable } from './askable.ts';
import { askablesIn } from './askable.ts';
import type { Judged } from './judged.ts';
import { marksOf } from './marks.ts';
import { ShownMarks } from './shownMarks.ts';
import { summaryOf } from './summary.ts';
import { inform } from '../../notice.ts';

/** So many objects are asked about at once. */
const AT_ONCE = 4;

/** What API servers say of manifests, when somebody asks them. */
export class Verdicts implements vscode.Disposable {
  readonly #tools: Tools;
  readonly #shown: ShownMarks;
  readonly #subscriptions: vscode.Disposable;

  constructor(tools: Tools, shadows: Shadows) {
    this.#tools = tools;
    this.#shown = new ShownMarks(shadows);
    const selector = EDITED_SCHEMES.map((scheme) => ({ scheme }));
    this.#subscriptions = vscode.Disposable.from(
      this.#shown,
      vscode.languages.registerCodeActionsProvider(selector, { provideCodeActions: replaceActions }),
    );
  }

  /** Asks the server of the workspace what it says to a file's objects, or to those of the document at an offset; nothing is changed. */
  async check(document: vscode.TextDocument, offset?: number): Promise<void> {
    const { explorer, chosen } = this.#tools;
    const { objects, unreadable } = askablesIn(document.uri.toString(), document.getText(), offset);
    const name = nameOf(document);
    if (objects.length === 0) throw new Error(`there is no manifest in ${name} that can be read and sent`);
    const context = await contextOfWorkspace(explorer, chosen);
    if (context === undefined) return;
    const { version } = document;
    const brought = broughtBy(askablesIn(document.uri.toString(), document.getText()).objects);
    const title = `Checking ${name} against ${context}`;
    const session = await explorer.session(context);
    const verdicts = await withStop(title, async (signal) => {
      try {
        return await allOf(session, objects, brought, signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    });
    if (!verdicts) return;
    if (document.version !== version || document.isClosed) {
      throw new Error(`${name} was changed while it was checked against ${context}: check it again`);
    }
    this.#shown.show(document, `${context} (server)`, offset === undefined, verdicts);
    const summary = summaryOf(name, context, verdicts, unreadable);
    void inform(summary);
  }

  /** Deletes the object of a manifest from the cluster and makes it anew as the manifest has it. */
  async replace(document: vscode.TextDocument, offset: number): Promise<void> {
    const { explorer, chosen } = this.#tools;
    const { objects } = askablesIn(document.uri.toString(), document.getText(), offset);
    const object = objects.findLast(({ root, start }) => start + root.span.start <= offset) ?? objects[0];
    if (!object) throw new Error('there is no manifest at this place that can be read and sent');
    const context = await contextOfWorkspace(explorer, chosen);
    if (context === undefined) return;
    await replaceLive(this.#tools, await explorer.session(context), object, nameOf(document));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.split('/').at(-1) ?? '';
}

/** What can be done where a field cannot be changed. */
function replaceActions(
  document: vscode.TextDocument,
  _range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const found = diagnostics.find(({ code }) => typeof code === 'object' && code.value === IMMUTABLE);
  if (!found) return [];
  const action = new vscode.CodeAction('Replace the object in the cluster…', vscode.CodeActionKind.QuickFix);
  const place = { uri: document.uri.toString(), offset: document.offsetAt(found.range.start) };
  const command = 'kubeGuardrails.clusters.replace' satisfies CommandId;
  action.command = { command, title: action.title, arguments: [place] };
  action.diagnostics = [found];
  return [action];
}

async function allOf(
  session: Session,
  objects: readonly Askable[],
  brought: Brought,
  signal: AbortSignal,
): Promise<Judged[]> {
  const violations = await violationsOf(session).catch(() => undefined);
  const judged: Judged[] = [];
  const queue = [...objects.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, object] = next;
      const answer = await askServer(session, object.asked, object.root.toJSON() as Json, signal);
      const verdict = asPartOf(brought, object.asked, answer);
      const place = { ...object.asked, namespace: namespaceIn(verdict.path) };
      const sayings = [...verdict.sayings, ...violationSayings(violations?.of(place) ?? [], place)];
      judged[index] = { ...object, verdict: { ...verdict, sayings }, marks: marksOf(object, sayings) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return judged;
}

/** The namespace in the path of an object. */
function namespaceIn(path: string | undefined): string | undefined {
  const [, found] = /\/namespaces\/([^/]+)\/[^/]+\/[^/]+$/.exec(path ?? '') ?? [];
  return found === undefined ? undefined : decodeURIComponent(found);
}
