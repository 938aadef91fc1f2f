import * as vscode from 'vscode';
import { MANIFEST_CONTEXT } from './commands/commands.ts';
import { isKubernetesText, mayBecomeKubernetesText, touchesHeader } from './kubernetesText.ts';

/** Which open documents hold Kubernetes objects, and which of them the user works on. */
export class Manifests implements vscode.Disposable {
  readonly #found = new vscode.EventEmitter<vscode.TextDocument>();
  readonly #changedEditor = new vscode.EventEmitter<vscode.TextEditor | undefined>();
  readonly #known = new Set<vscode.TextDocument>();
  readonly #subscriptions: vscode.Disposable;
  #editor: vscode.TextEditor | undefined;

  /** Fires once for every document that is, or by typing becomes, a manifest. */
  readonly onDidFind = this.#found.event;
  readonly onDidChangeEditor = this.#changedEditor.event;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#known.delete(document)),
      vscode.workspace.onDidChangeTextDocument((change) => this.#lookAgain(change)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#activate(editor)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#activate(vscode.window.activeTextEditor)),
      this.#found,
      this.#changedEditor,
    );
    for (const document of vscode.workspace.textDocuments) this.#look(document);
  }

  /** The editor of the manifest at hand; it stays so while the focus is in a panel or webview beside it. */
  get editor(): vscode.TextEditor | undefined {
    return this.#editor;
  }

  /** The open documents that hold Kubernetes objects. */
  get documents(): ReadonlySet<vscode.TextDocument> {
    return this.#known;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #look(document: vscode.TextDocument): void {
    if (this.#known.has(document) || !isKubernetesText(document)) return;
    this.#known.add(document);
    this.#found.fire(document);
    this.#activate(vscode.window.activeTextEditor);
  }

  #lookAgain({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (this.#known.has(document) || !mayBecomeKubernetesText(document)) return;
    const [change] = contentChanges;
    if (contentChanges.length > 1 || (change && touchesHeader(linesAfter(document, change))))
      this.#look(document);
  }

  readonly #isManifest = (editor: vscode.TextEditor): boolean => this.#known.has(editor.document);

  #activate(active: vscode.TextEditor | undefined): void {
    const visible = vscode.window.visibleTextEditors;
    const remembered = visible.find((editor) => editor === this.#editor) ?? visible.find(this.#isManifest);
    // The output panel and the like are editors too, but in no column.
    const editor = active?.viewColumn === undefined ? remembered : active;
    const next = editor && this.#isManifest(editor) ? editor : undefined;
    if (next === this.#editor) return;
    this.#editor = next;
    void vscode.commands.executeCommand('setContext', MANIFEST_CONTEXT, next !== undefined);
    this.#changedEditor.fire(next);
  }
}

/** The lines that a change wrote or joined, as they read after it. */
function linesAfter(document: vscode.TextDocument, change: vscode.TextDocumentContentChangeEvent): string[] {
  const first = change.range.start.line;
  const last = Math.min(first + change.text.split('\n').length, document.lineCount) - 1;
  return Array.from(
    { length: Math.max(last - first + 1, 0) },
    (_, index) => document.lineAt(first + index).text,
  );
}
