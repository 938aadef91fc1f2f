import * as vscode from 'vscode';
import type { Pod } from '../cluster/models.ts';
import { TAIL } from '../cluster/streams/containerLog.ts';
import type { MergedLogOptions } from '../cluster/streams/mergedLog.ts';
import type { PodOwner } from '../cluster/streams/podsOf.ts';
import { podPath, podsOf, readPods } from '../cluster/streams/podsOf.ts';
import { SHELLS, systemOf } from '../cluster/streams/shells.ts';
import type { Session } from '../cluster/session.ts';
import type { Connection } from '../cluster/transport/connection.ts';
import type { Explorer } from '../explorer/explorer.ts';
import type { Node } from '../explorer/node.ts';
import type { ContainerNode } from '../explorer/nodes/containerNodes.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';
import { leaveToOpen } from './change/leaveToOpen.ts';
import { LogTerminal } from './logTerminal.ts';
import { PortForwards } from './portForwards.ts';
import { ShellTerminal } from './shellTerminal.ts';

const PARTS: readonly (vscode.QuickPickItem & { readonly options: MergedLogOptions })[] = [
  { label: 'Follow from the latest lines on', options: { follow: true, tailLines: TAIL } },
  { label: 'Follow, from five minutes ago', options: { follow: true, sinceSeconds: 300 } },
  { label: 'Follow, from an hour ago', options: { follow: true, sinceSeconds: 3600 } },
  { label: 'All that there is', options: {} },
  { label: 'Before the last restart', options: { previous: true } },
];

/** Logs, shells and forwarded ports of what stands in the tree. */
export class Streams implements vscode.Disposable {
  readonly forwards = new PortForwards();
  readonly #explorer: Explorer;

  constructor(explorer: Explorer) {
    this.#explorer = explorer;
  }

  async followLogs(node: Node): Promise<void> {
    const { connection, owner, container } = await this.#place(node);
    const only = container === undefined ? {} : { container };
    LogTerminal.show(connection, owner, { follow: true, tailLines: TAIL, ...only });
  }

  /** Asks which part of the log, and of which container. */
  async chooseLogs(node: Node): Promise<void> {
    const { connection, owner, container } = await this.#place(node);
    const chosen = container ?? (await chooseForLog(connection, owner));
    if (chosen === undefined) return;
    const part = await vscode.window.showQuickPick(PARTS, { title: `Logs of ${owner.name}` });
    if (part)
      LogTerminal.show(
        connection,
        owner,
        chosen === '' ? part.options : { ...part.options, container: chosen },
      );
  }

  async openShell(node: Node, asks: boolean): Promise<void> {
    const { session, owner, container } = await this.#place(node);
    const { connection } = session;
    const pod = await connection.json<Pod>({ path: podPath(owner.namespace, owner.name) });
    const chosen = container ?? (await chooseContainer(pod, 'In which container?'));
    if (chosen === undefined) return;
    const shells = SHELLS[await systemOf(connection, pod)];
    const shell = asks ? await vscode.window.showQuickPick(shells, { title: 'Which shell?' }) : shells[0];
    if (!shell) return;
    const { namespace, name } = owner;
    const leave = await leaveToOpen(session, { subresource: 'exec', namespace, pod: name }, owner);
    if (!leave) return;
    const { approval } = leave;
    const { command } = shell;
    const place = { namespace, pod: name, container: chosen, command, approval };
    ShellTerminal.show(connection, { ...place, tty: true, stdin: true });
  }

  /** Shows what the main process writes from now on, and hands on what is typed where it takes input. */
  async attach(node: Node): Promise<void> {
    const { session, owner, container } = await this.#place(node);
    const { namespace, name } = owner;
    const pod = await session.connection.json<Pod>({ path: podPath(namespace, name) });
    const chosen = container ?? (await chooseContainer(pod, 'To which container?'));
    if (chosen === undefined) return;
    const { initContainers = [], containers = [], ephemeralContainers = [] } = pod.spec ?? {};
    const spec = [...containers, ...initContainers, ...ephemeralContainers].find(
      (one) => one.name === chosen,
    );
    const leave = await leaveToOpen(session, { subresource: 'attach', namespace, pod: name }, owner);
    if (!leave) return;
    const { approval } = leave;
    const place = { namespace, pod: name, container: chosen, approval };
    const { tty = false, stdin = false } = spec ?? {};
    ShellTerminal.show(session.connection, { ...place, tty, stdin });
  }

  async forwardPort(node: Node): Promise<void> {
    const { session, owner } = await this.#place(node);
    await this.forwardPortOf(session, owner);
  }

  async forwardPortOf(session: Session, owner: PodOwner): Promise<void> {
    const { namespace } = owner;
    const leave = await leaveToOpen(session, { subresource: 'portforward', namespace }, owner);
    if (leave) await this.forwards.start(session.connection, owner, leave.approval);
  }

  followLogsOf({ connection }: Session, owner: PodOwner): void {
    LogTerminal.show(connection, owner, { follow: true, tailLines: TAIL });
  }

  dispose(): void {
    this.forwards.dispose();
  }

  async #place(node: Node): Promise<Place> {
    const { context, owner, container } = placeOf(node);
    const session = await this.#explorer.session(context);
    return { session, connection: session.connection, owner, container };
  }
}

interface Place {
  readonly session: Session;
  readonly connection: Connection;
  readonly owner: PodOwner;
  readonly container: string | undefined;
}

function placeOf(node: Node): Omit<Place, 'connection' | 'session'> & { readonly context: string } {
  if ('container' in node && 'pod' in node) {
    const { container, pod } = node as ContainerNode;
    const { context, namespace, name } = pod;
    const owner = { kind: 'Pod', name, namespace, path: podPath(namespace, name) };
    return { context, owner, container };
  }
  const { context, path, row, type } = node as ObjectNode;
  if (!['', 'apps', 'batch'].includes(type.group)) throw new Error(`${type.kind} ${row.name} has no pods`);
  const owner = { kind: type.kind, name: row.name, namespace: row.namespace ?? '', path };
  return { context, owner, container: undefined };
}

/** One that runs, where any does. */
async function chooseContainer({ spec, status }: Pod, title: string): Promise<string | undefined> {
  const running = status?.containerStatuses?.filter(({ state }) => state?.running) ?? [];
  const names = (running.length > 0 ? running : (spec?.containers ?? [])).map(({ name }) => name);
  return names.length > 1 ? ask(names, title) : names[0];
}

/** The name of a container; '' for all; nothing where the question is waved away. */
async function chooseForLog(connection: Connection, owner: PodOwner): Promise<string | undefined> {
  const [pod] = await readPods(connection, await podsOf(connection, owner));
  const { initContainers = [], containers = [], ephemeralContainers = [] } = pod?.spec ?? {};
  const names = [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => name);
  if (names.length < 2) return '';
  const chosen = await ask(['All containers', ...names], 'Which container?');
  return chosen === 'All containers' ? '' : chosen;
}

async function ask(names: readonly string[], title: string): Promise<string | undefined> {
  return vscode.window.showQuickPick(names, { title });
}
