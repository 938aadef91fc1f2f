import * as vscode from 'vscode';
import { BY_APPLICATION_CONTEXT, FILTERED_CONTEXT } from '../commands/commands.ts';
import { Journal } from '../cluster/change/journal.ts';
import { JournalFiles } from '../cluster/change/journal/files.ts';
import { Explorer } from '../explorer/explorer.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';
import type { Node } from '../explorer/node.ts';
import type { Keeps } from './keeps.ts';
import { Changes } from './change/changes.ts';
import { Rollouts } from './change/rollouts.ts';
import { Questions } from './forServer/questions.ts';
import { Operations } from './change/operations.ts';
import { LiveEdits } from './edit/liveEdits.ts';
import { findObject } from './look/findObject.ts';
import { Look } from './look/look.ts';
import { ShownTexts } from './look/shownTexts.ts';
import { ObjectDocuments } from './objectDocuments.ts';
import { Streams } from './streams.ts';
import { pickLink } from './pickLink.ts';
import { LessonDocuments } from './lessonDocuments.ts';
import { contextSetting } from '../contextRule.ts';
import type { WorkspaceContext } from '../workspaceContext.ts';
import { treeItem } from './treeItem.ts';
import { Verdicts } from './verdict/verdicts.ts';

/** What VS Code shows of the clusters. A bundle of its own, loaded when the view is first looked at. */
export class Clusters implements vscode.Disposable {
  readonly explorer: Explorer;
  readonly documents: ObjectDocuments;
  readonly look: Look;
  readonly changes: Changes;
  readonly rollouts: Rollouts;
  readonly operations: Operations;
  readonly liveEdits: LiveEdits;
  readonly verdicts: Verdicts;
  readonly streams: Streams;
  readonly lessons: LessonDocuments;
  readonly questions: Questions;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable;
  #closing: NodeJS.Timeout | undefined;

  constructor(
    log: vscode.LogOutputChannel,
    view: vscode.TreeView<Node>,
    changed: vscode.EventEmitter<Node | undefined>,
    { memory, storage, chosen, shadows }: Keeps,
  ) {
    this.#log = log;
    this.explorer = new Explorer({
      surroundings: () => ({ env: process.env, ...explicitFile(), untrusted: untrustedFolders() }),
      contextSetting,
      chosenContext: () => chosen.name,
      onWarning: (context, text) => log.warn(`${context}: ${text}`),
      onRequest: (context, method, path) => log.debug(`${context}: ${method} ${path}`),
      onChange: (node) => {
        if (!node) showChoices(view, this.explorer);
        if (view.visible) changed.fire(node);
      },
      memory,
    });
    this.documents = new ObjectDocuments(this.explorer);
    const texts = new ShownTexts();
    this.look = new Look(this.explorer, texts);
    this.changes = new Changes({
      explorer: this.explorer,
      texts,
      chosen,
      journal: new Journal(new JournalFiles(vscode.Uri.joinPath(storage, 'changes').fsPath), (error) =>
        log.warn('A change was made but could not be written down.', error),
      ),
    });
    this.operations = new Operations(this.changes.tools, memory);
    this.liveEdits = new LiveEdits(this.changes.tools, memory);
    this.verdicts = new Verdicts(this.changes.tools, shadows);
    this.streams = new Streams(this.explorer);
    this.rollouts = new Rollouts(this.streams, texts);
    this.lessons = new LessonDocuments(this.explorer, explicitFile);
    const folder = vscode.Uri.joinPath(storage, 'openapi').fsPath;
    this.questions = new Questions(this.explorer, folder, (message) => log.debug(message));
    showChoices(view, this.explorer);
    this.#subscriptions = vscode.Disposable.from(
      this.documents,
      this.look,
      texts,
      this.liveEdits,
      this.verdicts,
      this.streams,
      this.rollouts,
      this.lessons,
      view.onDidCollapseElement(({ element }) => this.explorer.open.close(element)),
      view.onDidExpandElement(({ element }) => {
        // What the editor still remembers of it is no longer kept up to date.
        if (this.explorer.open.reopen(element)) changed.fire(element);
      }),
      view.onDidChangeVisibility(({ visible }) => this.#seen(visible, () => changed.fire(undefined))),
      chosen.onDidChange(() => this.explorer.refresh()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.explorer.reload()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('kubeGuardrails.kubeconfig')) this.explorer.reload();
        if (change.affectsConfiguration('kubeGuardrails.contexts')) this.explorer.refresh();
      }),
    );
  }

  async children(node: Node | undefined): Promise<readonly Node[]> {
    try {
      return await (node ? this.explorer.open.children(node) : this.explorer.roots());
    } catch (error) {
      this.#log.error('The clusters cannot be shown.', error);
      throw error;
    }
  }

  /** Offers owner and links of an object. */
  pickLink(node: ObjectNode): Promise<void> {
    return pickLink(this.explorer, node);
  }

  /** Lets somebody find an object by typing. */
  findObject(chosen: WorkspaceContext): Promise<void> {
    return findObject(this.explorer, chosen, this.documents);
  }

  item(node: Node): vscode.TreeItem {
    return treeItem(node);
  }

  dispose(): void {
    clearTimeout(this.#closing);
    this.#subscriptions.dispose();
    this.explorer.open.closeAll();
    this.explorer.dispose();
  }

  /** What nobody looks at is not kept up to date for long. */
  #seen(visible: boolean, refresh: () => void): void {
    clearTimeout(this.#closing);
    if (visible) refresh();
    else this.#closing = setTimeout(() => this.explorer.open.closeAll(), HIDDEN_FOR);
  }
}

function showChoices(view: vscode.TreeView<Node>, { choices }: Explorer): void {
  const text = choices.filter?.text;
  view.message = text === undefined ? '' : `Only what matches "${text}" is shown.`;
  void vscode.commands.executeCommand('setContext', FILTERED_CONTEXT, text !== undefined);
  const isByApplication = choices.grouping === 'application';
  void vscode.commands.executeCommand('setContext', BY_APPLICATION_CONTEXT, isByApplication);
}

/** How long a hidden view is kept up to date, in milliseconds. */
const HIDDEN_FOR = 30_000;

/** The kubeconfig file of the user's settings; a workspace cannot set it. */
function explicitFile(): { readonly explicit?: string } {
  const explicit = vscode.workspace.getConfiguration('kubeGuardrails').get<string>('kubeconfig', '');
  return explicit === '' ? {} : { explicit };
}

/** KUBECONFIG may lead into the folder that is open, and what lies there may name programs to run. */
function untrustedFolders(): readonly string[] {
  if (vscode.workspace.isTrusted) return [];
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}
