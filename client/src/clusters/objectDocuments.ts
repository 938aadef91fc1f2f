import * as vscode from 'vscode';
import type { Explorer } from '../explorer/explorer.ts';
import { objectText } from '../explorer/objectText.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';

/** Documents of this scheme are bound to a context; the language server does not get them. */
export const OBJECT_SCHEME = 'kube-guardrails-object';

/** Shows objects of clusters as read-only YAML. */
export class ObjectDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #explorer: Explorer;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  #managedFields = false;

  readonly onDidChange = this.#changed.event;

  constructor(explorer: Explorer) {
    this.#explorer = explorer;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(OBJECT_SCHEME, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { context, path } = JSON.parse(uri.query) as { context: string; path: string };
    return this.text(context, path);
  }

  /** The object as YAML, as it is shown. */
  async text(context: string, path: string): Promise<string> {
    const session = await this.#explorer.session(context);
    return objectText(await session.connection.json({ path }), { managedFields: this.#managedFields });
  }

  async show({ context, path, row, type }: ObjectNode): Promise<void> {
    const place = [context, row.namespace, type.kind].filter((part) => part !== undefined);
    const uri = vscode.Uri.from({
      scheme: OBJECT_SCHEME,
      path: `/${place.map(encodeURIComponent).join('/')}/${row.name}.yaml`,
      query: JSON.stringify({ context, path }),
    });
    this.#changed.fire(uri); // what is shown again is read again
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Shows or hides `managedFields` in all documents. */
  toggleManagedFields(): void {
    this.#managedFields = !this.#managedFields;
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === OBJECT_SCHEME) this.#changed.fire(uri);
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
