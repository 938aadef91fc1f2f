import * as vscode from 'vscode';

/** Documents of this scheme are made by us and read-only; the language server does not get them. */
const SCHEME = 'kube-guardrails-look';

/** A text to show, with what can be clicked in it. */
export interface ShownText {
  /** With an extension, which decides on the language. */
  readonly name: string;
  readonly text: string;
  readonly links?: readonly vscode.DocumentLink[];
}

/** Texts that were made for somebody to look at: reports, both sides of a diff. Kept in memory until they are closed. */
export class ShownTexts
  implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable
{
  readonly #texts = new Map<string, ShownText>();
  readonly #registration: vscode.Disposable;
  #count = 0;

  constructor() {
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString())?.text ?? '# This was not kept. Ask for it again.\n';
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    return [...(this.#texts.get(uri.toString())?.links ?? [])];
  }

  async show(shown: ShownText): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.#add(shown));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  async diff(left: ShownText, right: ShownText, title: string): Promise<void> {
    const sides = [this.#add(left), this.#add(right)];
    await vscode.commands.executeCommand('vscode.diff', ...sides, title, { preview: true });
  }

  /** Several diffs in one editor, each below a name. */
  async changes(pairs: readonly (readonly [ShownText, ShownText])[], title: string): Promise<void> {
    const [only] = pairs;
    if (only && pairs.length === 1) return this.diff(...only, title);
    const resources = pairs.map(([left, right]) => {
      const sides = [this.#add(left), this.#add(right)];
      return [sides[1], ...sides];
    });
    await vscode.commands.executeCommand('vscode.changes', title, resources);
  }

  /** A text beside a document that is open. */
  async diffWith(left: ShownText, right: vscode.Uri, title: string): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', this.#add(left), right, title, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }

  #add(shown: ShownText): vscode.Uri {
    // Both sides of a diff have the same path, or VS Code shows them as renamed.
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${shown.name}`, query: String(++this.#count) });
    this.#texts.set(uri.toString(), shown);
    return uri;
  }
}
