import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { StatusParams } from '../../server/src/core/protocol.ts';
import { CLUSTER_CHANGED } from '../../server/src/core/protocol.ts';
import type { ClusterAnswers } from './clusterAnswers.ts';
import { Shadows } from './shadows.ts';
import { messageTrace } from './messageTrace.ts';

/** `idle`: nothing asked for it yet. `stopped`: it failed or crashed too often; only the user starts it again. */
export type ServerState = 'idle' | 'starting' | 'running' | 'stopped';

/** The language server's process, which starts when first asked for and not before. */
export class LanguageServer implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #answers: ClusterAnswers;
  readonly #changed = new vscode.EventEmitter<void>();
  #client: Promise<LanguageClient> | undefined;
  #log: vscode.LogOutputChannel | undefined;
  #trace: vscode.LogOutputChannel | undefined;
  #state: ServerState = 'idle';
  #status: StatusParams | undefined;

  /** Findings that a cluster's server has said in its own words. */
  readonly shadows = new Shadows();

  /** Fires when the state or the counts changed. */
  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext, answers: ClusterAnswers) {
    this.#context = context;
    this.#answers = answers;
    context.subscriptions.push(answers.onDidChange(() => void this.clusterChanged()));
  }

  get state(): ServerState {
    return this.#state;
  }

  /** What the server said last about findings and version. */
  get status(): StatusParams | undefined {
    return this.#status;
  }

  /** The output channel, which exists only once something has reason to write or read it. */
  get log(): vscode.LogOutputChannel {
    return (this.#log ??= vscode.window.createOutputChannel('Kube Guardrails', { log: true }));
  }

  /** The client of the running server. Rejects if the server does not start; the next call tries again. */
  async start(): Promise<LanguageClient> {
    this.#client ??= this.#launch();
    return this.#client;
  }

  /** Another cluster was chosen for the workspace, or it is to be asked again. */
  async clusterChanged(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    await client?.sendNotification(CLUSTER_CHANGED);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const running = this.#client;
    this.#client = undefined;
    const client = await running?.catch(() => undefined);
    // A server that has crashed cannot be asked to stop; it is gone already.
    await client?.dispose().catch(() => undefined);
    this.#update('idle');
  }

  dispose(): void {
    void this.stop();
    this.#changed.dispose();
    this.#log?.dispose();
  }

  async #launch(): Promise<LanguageClient> {
    this.#update('starting');
    try {
      const { launchLanguageClient } = await import('./languageClient.ts');
      return await launchLanguageClient({
        context: this.#context,
        log: this.log,
        answers: this.#answers,
        shadows: this.shadows,
        trace: (this.#trace ??= messageTrace(this.log, this.#context.subscriptions)),
        onState: (state) => this.#update(state),
        onStatus: (status) => {
          this.#status = status;
          this.#changed.fire();
        },
      });
    } catch (error) {
      this.#client = undefined;
      this.#update('stopped');
      this.log.error('The language server did not start.', error);
      throw error;
    }
  }

  #update(state: ServerState): void {
    this.#state = state;
    if (state !== 'running') this.#status = undefined;
    this.#changed.fire();
  }
}
