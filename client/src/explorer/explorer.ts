import { isDeepStrictEqual } from 'node:util';
import type { ClusterContext } from '../cluster/context.ts';
import { clusterContext } from '../cluster/context.ts';
import type { Kubeconfig } from '../cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../cluster/kubeconfig/load.ts';
import type { Surroundings } from '../cluster/kubeconfig/locate.ts';
import { watchFiles } from '../cluster/kubeconfig/watchFiles.ts';
import { Session } from '../cluster/session.ts';
import type { ContextRule } from '../cluster/change/policy.ts';
import { ruleFor } from '../cluster/change/policy.ts';
import { Choices } from './choices.ts';
import type { Memory } from './choices.ts';
import type { Node, Tree } from './node.ts';
import { OpenNodes } from './openNodes.ts';
import { contextLook } from './contextLook.ts';
import { ContextNode } from './nodes/contextNode.ts';
import { failureNode, messageNode } from './nodes/messageNode.ts';

export interface ExplorerOptions {
  readonly surroundings: () => Surroundings;
  /** The user's setting `contexts`: what may be done where. */
  readonly contextSetting?: () => unknown;
  /** The context that was chosen for the workspace. */
  readonly chosenContext?: () => string | undefined;
  readonly onWarning: (context: string, text: string) => void;
  readonly onRequest: (context: string, method: string, path: string) => void;
  /** The children of a node have changed; without a node, the roots. */
  readonly onChange: (node?: Node) => void;
  /** Where pins and namespaces typed by hand are kept. */
  readonly memory?: Memory;
}

/** The clusters of the kubeconfig, as a tree. Reads nothing before it is asked for its roots. */
export class Explorer implements Tree {
  readonly choices: Choices;
  /** What the editor shows the children of. */
  readonly open = new OpenNodes();
  readonly #options: ExplorerOptions;
  readonly #sessions = new Map<string, Session>();
  /** A context keeps its node with its session, and so the editor keeps what is open below it. */
  readonly #nodes = new Map<string, ContextNode>();
  #kubeconfig: Promise<Kubeconfig> | undefined;
  /** What was read last: a row that is older than it leads where its context leads now. */
  #latest: Kubeconfig | undefined;
  #readings = 0;
  #roots: readonly Node[] = [];
  #stopWatching: () => void = () => undefined;

  constructor(options: ExplorerOptions) {
    this.#options = options;
    this.choices = new Choices(options.memory, () => this.changed());
  }

  changed(node?: Node): void {
    this.#options.onChange(node);
  }

  dropped(node: Node): void {
    this.open.drop(node);
  }

  async roots(): Promise<readonly Node[]> {
    await this.#load();
    return this.#roots;
  }

  /** The names of the contexts, the current one first. */
  async contexts(): Promise<readonly string[]> {
    const { contexts, currentContext } = await this.#load();
    const names = [...contexts.keys()];
    return names.toSorted((a, b) => Number(b === currentContext) - Number(a === currentContext));
  }

  /** The session of a context, opened at its first use. Throws where the kubeconfig lacks a part of it. */
  async session(context: string): Promise<Session> {
    return this.#session(await this.#load(), context);
  }

  /** What may be done in a context, by the user's settings and its name. */
  rule(context: string): ContextRule {
    return ruleFor(context, this.#options.contextSetting?.());
  }

  /** Shows what the settings say by now. */
  refresh(): void {
    this.#filesChanged();
  }

  /** Reads the kubeconfig anew and forgets all connections. */
  reload(): void {
    this.#forget(() => true);
    this.#filesChanged();
  }

  dispose(): void {
    this.#stopWatching();
    this.#forget(() => true);
  }

  #load(): Promise<Kubeconfig> {
    this.#kubeconfig ??= this.#read();
    return this.#kubeconfig;
  }

  async #read(): Promise<Kubeconfig> {
    const reading = ++this.#readings;
    const kubeconfig = await loadKubeconfig(this.#options.surroundings());
    if (reading !== this.#readings) return this.#load(); // it took longer than one that was begun later
    this.#latest = kubeconfig;
    this.#forget(
      (session) => !isDeepStrictEqual(session.context, contextOf(kubeconfig, session.context.name)),
    );
    this.#stopWatching();
    this.#stopWatching = watchFiles(kubeconfig.files, () => this.#filesChanged());
    this.#roots = [...problemNodes(kubeconfig), ...this.#contextNodes(kubeconfig)];
    return kubeconfig;
  }

  /** The next look reads the kubeconfig anew. What it says as before stays connected. */
  #filesChanged(): void {
    this.#kubeconfig = undefined;
    this.changed();
  }

  #forget(which: (session: Session) => boolean): void {
    for (const [name, session] of this.#sessions) {
      if (!which(session)) continue;
      const node = this.#nodes.get(name);
      if (node) this.dropped(node);
      session.close();
      this.#sessions.delete(name);
      this.#nodes.delete(name);
    }
  }

  #contextNodes(kubeconfig: Kubeconfig): Node[] {
    return [...kubeconfig.contexts.values()].map((place) => {
      const { name, cluster } = place;
      const isCurrent = name === kubeconfig.currentContext;
      const look = contextLook(name, this.rule(name), {
        isCurrent,
        isChosen: name === this.#options.chosenContext?.(),
        server: kubeconfig.clusters.get(cluster)?.server ?? '',
        place,
      });
      const session = (): Session => this.#session(this.#latest ?? kubeconfig, name);
      const known = this.#sessions.has(name) ? this.#nodes.get(name) : undefined;
      const node = known ?? new ContextNode(name, session, this);
      node.show(look);
      this.#nodes.set(name, node);
      return node;
    });
  }

  #session(kubeconfig: Kubeconfig, name: string): Session {
    let session = this.#sessions.get(name);
    if (!session) {
      const { env, untrusted } = this.#options.surroundings();
      session = new Session(clusterContext(kubeconfig, name), {
        env,
        policy: () => this.rule(name).policy,
        ...(untrusted ? { untrusted } : {}),
        onWarning: (text) => this.#options.onWarning(name, text),
        onRequest: (method, path) => this.#options.onRequest(name, method, path),
      });
      this.#sessions.set(name, session);
    }
    return session;
  }
}

function contextOf(kubeconfig: Kubeconfig, name: string): ClusterContext | undefined {
  try {
    return clusterContext(kubeconfig, name);
  } catch {
    return undefined;
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
