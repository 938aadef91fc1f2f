import * as vscode from 'vscode';
import type { Explorer } from '../explorer/explorer.ts';
import type { Node } from '../explorer/node.ts';
import { lessonPage } from '../explorer/teaching/page.ts';

const SCHEME = 'kube-guardrails-request';

/** Shows the requests of a row, and the kubectl commands that do the same, as a read-only document. */
export class LessonDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #explorer: Explorer;
  readonly #kubeconfig: () => { readonly explicit?: string };
  readonly #pages = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(explorer: Explorer, kubeconfig: () => { readonly explicit?: string }) {
    this.#explorer = explorer;
    this.#kubeconfig = kubeconfig;
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#pages.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.toString()) ?? '# Choose the command in the menu of the row again.\n';
  }

  async show(node: Node): Promise<void> {
    const { id, look, context } = node;
    const own = (await node.lessons?.()) ?? [];
    const lessons = [...own, ...((await node.actionLessons?.()) ?? [])];
    if (lessons.length === 0 || context === undefined) throw new Error('this row asks the cluster nothing');
    const { cluster } = (await this.#explorer.session(context)).context;
    const { explicit } = this.#kubeconfig();
    const asker = {
      context,
      server: cluster.server,
      ...(explicit === undefined ? {} : { kubeconfig: explicit }),
    };
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${encodeURIComponent(look.label)}.sh`, query: id });
    this.#pages.set(uri.toString(), lessonPage(look.label, lessons, asker));
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
