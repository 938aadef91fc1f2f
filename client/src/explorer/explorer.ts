import { clusterContext } from '../cluster/context.ts';
import type { Kubeconfig } from '../cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../cluster/kubeconfig/load.ts';
import type { Surroundings } from '../cluster/kubeconfig/locate.ts';
import { watchFiles } from '../cluster/kubeconfig/watchFiles.ts';
import { Session } from '../cluster/session.ts';
import type { Node, Tree } from './node.ts';
import { ContextNode } from './nodes/contextNode.ts';
import { failureNode, messageNode } from './nodes/messageNode.ts';

export interface ExplorerOptions {
  readonly surroundings: () => Surroundings;
  readonly onWarning: (context: string, text: string) => void;
  readonly onRequest: (context: string, method: string, path: string) => void;
  /** The children of a node have changed; without a node, the roots. */
  readonly onChange: (node?: Node) => void;
}

/** The clusters of the kubeconfig, as a tree. Reads nothing before it is asked for its roots. */
export class Explorer implements Tree {
  readonly #options: ExplorerOptions;
  readonly #sessions = new Map<string, Session>();
  #kubeconfig: Promise<Kubeconfig> | undefined;
  #roots: readonly Node[] = [];
  #stopWatching: () => void = () => undefined;

  constructor(options: ExplorerOptions) {
    this.#options = options;
  }

  changed(node?: Node): void {
    this.#options.onChange(node);
  }

  async roots(): Promise<readonly Node[]> {
    if (this.#kubeconfig) {
      await this.#kubeconfig;
      return this.#roots;
    }
    this.#kubeconfig = loadKubeconfig(this.#options.surroundings());
    const kubeconfig = await this.#kubeconfig;
    this.#stopWatching();
    this.#stopWatching = watchFiles(kubeconfig.files, () => this.reload());
    this.#roots = [...problemNodes(kubeconfig), ...this.#contextNodes(kubeconfig)];
    return this.#roots;
  }

  /** The session of a context, opened at its first use. Throws where the kubeconfig lacks a part of it. */
  async session(context: string): Promise<Session> {
    this.#kubeconfig ??= loadKubeconfig(this.#options.surroundings());
    return this.#session(await this.#kubeconfig, context);
  }

  /** Reads the kubeconfig anew and forgets all connections. */
  reload(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
    this.#kubeconfig = undefined;
    this.changed();
  }

  dispose(): void {
    this.#stopWatching();
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  #contextNodes(kubeconfig: Kubeconfig): Node[] {
    return [...kubeconfig.contexts.values()].map(({ name, cluster }) => {
      const isCurrent = name === kubeconfig.currentContext;
      const server = kubeconfig.clusters.get(cluster)?.server ?? '';
      const look = {
        ...(isCurrent ? { description: 'current' } : {}),
        tooltip: server,
        spoken: `Context ${name}${isCurrent ? ', current' : ''}`,
      };
      return new ContextNode(name, look, () => this.#session(kubeconfig, name), this);
    });
  }

  #session(kubeconfig: Kubeconfig, name: string): Session {
    let session = this.#sessions.get(name);
    if (!session) {
      session = new Session(clusterContext(kubeconfig, name), {
        env: this.#options.surroundings().env,
        onWarning: (text) => this.#options.onWarning(name, text),
        onRequest: (method, path) => this.#options.onRequest(name, method, path),
      });
      this.#sessions.set(name, session);
    }
    return session;
  }
}

function problemNodes({ problems }: Kubeconfig): Node[] {
  return problems.map(({ file, message }) =>
    messageNode(`problem/${file}`, `${file} ${message}`, {
      ...failureNode('', new Error(message)).look,
      label: file,
      description: message,
      tooltip: `${file} ${message}\n\nNothing was taken from this file.`,
    }),
  );
}
