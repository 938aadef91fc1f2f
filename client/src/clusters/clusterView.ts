import * as vscode from 'vscode';
import type { Node } from '../explorer/node.ts';
import type { LanguageServer } from '../languageServer.ts';
import type { WorkspaceContext } from '../workspaceContext.ts';
import type { Keeps } from './keeps.ts';
import type { Clusters } from './main.ts';

/** The view of the clusters. What reaches clusters is loaded when the view is first looked at. */
export class ClusterView implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node | undefined>();
  readonly #view: vscode.TreeView<Node>;
  readonly #server: LanguageServer;
  readonly #keeps: Keeps;
  #loading: Promise<Clusters> | undefined;

  constructor(server: LanguageServer, context: vscode.ExtensionContext, chosen: WorkspaceContext) {
    this.#server = server;
    const { shadows } = server;
    this.#keeps = { memory: context.globalState, storage: context.globalStorageUri, chosen, shadows };
    this.#view = vscode.window.createTreeView<Node>('kubeGuardrails.clusters', {
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: async (node) => [...(await (await this.load()).children(node))],
        getTreeItem: async (node) => (await this.load()).item(node),
        resolveTreeItem: async (item, node) => {
          const tooltip = await (await this.load()).look.tooltip(node);
          if (tooltip) item.tooltip = tooltip;
          return item;
        },
      },
      showCollapseAll: true,
      canSelectMany: true,
    });
  }

  get selection(): readonly Node[] {
    return this.#view.selection;
  }

  load(): Promise<Clusters> {
    this.#loading ??= import('./main.ts').then(
      ({ Clusters: Loaded }) => new Loaded(this.#server.log, this.#view, this.#changed, this.#keeps),
    );
    return this.#loading;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
    void this.#loading?.then((clusters) => clusters.dispose());
  }
}
