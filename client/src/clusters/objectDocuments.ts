import * as vscode from 'vscode';
import type { Explorer } from '../explorer/explorer.ts';
import { objectText } from '../explorer/objectText.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';

/** What is to be known of an object to show it. */
type ShownObject = Pick<ObjectNode, 'context' | 'path' | 'row' | 'type'>;

/** Documents of this scheme are bound to a context; the language server does not get them. */
export const OBJECT_SCHEME = 'kube-guardrails-object';

/** Shows objects of clusters as read-only YAML. */
export class ObjectDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #explorer: Explorer;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  /** Documents whose Secret's values somebody asked to see. */
  readonly #revealed = new Set<string>();
  #managedFields = false;

  readonly onDidChange = this.#changed.event;

  constructor(explorer: Explorer) {
    this.#explorer = explorer;
    this.#registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(OBJECT_SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#revealed.delete(uri.toString())),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { context, path } = JSON.parse(uri.query) as { context: string; path: string };
    return this.text(context, path, this.#revealed.has(uri.toString()));
  }

  /** The object as YAML, as it is shown. */
  async text(context: string, path: string, secrets = false): Promise<string> {
    const session = await this.#explorer.session(context);
    return objectText(await session.connection.json({ path }), {
      managedFields: this.#managedFields,
      secrets,
    });
  }

  async show(node: ShownObject): Promise<void> {
    const uri = this.uri(node);
    this.#changed.fire(uri); // what is shown again is read again
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** The document of an object in the tree. */
  uri({ context, path, row, type }: ShownObject): vscode.Uri {
    return objectUri(context, path, row.name, [row.namespace, type.kind]);
  }

  /** Shows or hides the values of the Secret in a document; they are hidden again once it is closed. */
  async toggleSecrets(uri: vscode.Uri | undefined): Promise<void> {
    if (uri?.scheme !== OBJECT_SCHEME) throw new Error('open a Secret in the view "Clusters" first');
    const key = uri.toString();
    if (!this.#revealed.delete(key)) this.#revealed.add(key);
    this.#changed.fire(uri);
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

/** The document of an object. The place, such as its namespace and kind, makes its path readable. */
export function objectUri(
  context: string,
  path: string,
  name: string,
  place: readonly (string | undefined)[],
): vscode.Uri {
  const folders = [context, ...place].filter((part) => part !== undefined);
  return vscode.Uri.from({
    scheme: OBJECT_SCHEME,
    path: `/${folders.map(encodeURIComponent).join('/')}/${name}.yaml`,
    query: JSON.stringify({ context, path }),
  });
}
