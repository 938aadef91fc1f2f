import * as vscode from 'vscode';

const KEY = 'clusterContext';

/** The context of the kubeconfig that belongs to this workspace, once somebody has chosen it. */
export class WorkspaceContext implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  get name(): string | undefined {
    return this.#memory.get<string>(KEY);
  }

  async set(name: string): Promise<void> {
    await this.#memory.update(KEY, name);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
