import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Approval } from '../change/approval.ts';
import { ClusterFailure } from '../failure.ts';
import type { Connection } from '../transport/connection.ts';
import { Channels } from './channels.ts';
import type { PodOwner } from './podsOf.ts';
import { podPath } from './podsOf.ts';
import type { PortTarget } from './ports.ts';
import { controllerOf, findTarget } from './ports.ts';

export interface ForwardOptions {
  readonly owner: PodOwner;
  /** Port of the pod, or the name of one. */
  readonly target: number | string;
  /** Port of this machine; 0: any that is free. */
  readonly localPort: number;
  /** Something about it has changed. */
  readonly onChange?: () => void;
  /** Needed where the context is protected. */
  readonly approval?: Approval | undefined;
}

/** The port of this machine is taken. */
export class PortInUse extends Error {
  readonly port: number;
  /** Another one that is free. */
  readonly free: number;

  constructor(port: number, free: number) {
    super(`Port ${port} of this machine is in use.`);
    this.name = 'PortInUse';
    this.port = port;
    this.free = free;
  }
}

/** A pod is believed to be there for so long, in milliseconds: one that is replaced is left within that time. */
const TARGET_LIFE = 1000;
/** A connection waits so long for a pod that is ready, and asks that often, in milliseconds. */
const [PATIENCE, ASK_EVERY] = [20_000, 250];
/**
 * Who has said all may wait for an answer, or be gone: a socket does not tell. If nothing comes for so long, it is taken for gone; in
 * milliseconds.
 */
const LONGEST_WAIT = 5 * 60_000;
/** So many bytes may wait on their way to the pod. */
const MOST_WAITING = 1024 * 1024;
/**
 * Spoken by every API server and kubelet: one connection per WebSocket, whose streams are the data and an error. The end of only one
 * direction cannot be said.
 */
export const PROTOCOL = 'v4.channel.k8s.io';
const [DATA, ERROR] = [0, 1];
const LOST = {
  cut: 'The connection to the pod was cut.',
  silent: 'The connection to the pod was lost: nothing comes from it any more.',
};

/** What a connection to a port of a pod is begun with. */
export function forwardPath(namespace: string, { pod, port }: PortTarget): string {
  return `${podPath(namespace, pod, 'portforward')}?ports=${port}`;
}

/**
 * Connections to a port of this machine go to a port of a pod: of this very pod, or of one of a Service or workload that is ready. Each
 * connection looks for the pod anew, so a pod that is replaced is followed.
 */
export class PortForward {
  readonly owner: PodOwner;
  readonly target: number | string;
  readonly #connection: Connection;
  readonly #onChange: () => void;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #closing = new AbortController();
  readonly #approval: Approval | undefined;
  #found: { readonly target: Promise<PortTarget>; readonly at: number } | undefined;
  #replacement: PodOwner | undefined;
  #pod: string | undefined;
  #failure: string | undefined;

  /** Throws `PortInUse`, or what keeps it from being begun. */
  static async start(connection: Connection, options: ForwardOptions): Promise<PortForward> {
    const forward = new PortForward(connection, options);
    try {
      const { pod } = await forward.#find();
      connection.mayOpen(podPath(options.owner.namespace, pod, 'portforward'), options.approval);
      if (options.owner.kind === 'Pod') {
        forward.#replacement = await controllerOf(connection, options.owner).catch(() => undefined);
      }
      await listen(forward.#server, options.localPort);
      forward.#server.on('error', ({ message }) => {
        forward.#say(`Port ${forward.localPort} cannot take a connection: ${message}.`);
      });
      return forward;
    } catch (error) {
      forward.stop();
      throw error;
    }
  }

  private constructor(connection: Connection, { owner, target, onChange, approval }: ForwardOptions) {
    this.#approval = approval;
    this.owner = owner;
    this.target = target;
    this.#connection = connection;
    this.#onChange = onChange ?? (() => undefined);
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (local) => {
      void this.#accept(local);
    });
  }

  get localPort(): number {
    return (this.#server.address() as AddressInfo | null)?.port ?? 0;
  }

  /** Where the last connection went to. */
  get pod(): string | undefined {
    return this.#pod;
  }

  /** Why the last connection failed. */
  get failure(): string | undefined {
    return this.#failure;
  }

  get connections(): number {
    return this.#open.size;
  }

  stop(): void {
    this.#closing.abort();
    this.#server.close();
    for (const local of this.#open) local.destroy();
  }

  async #accept(local: Socket): Promise<void> {
    this.#open.add(local);
    local.on('error', () => undefined); // it closes after that
    local.once('close', () => {
      this.#open.delete(local);
      this.#onChange();
    });
    this.#onChange();
    try {
      await this.#connect(local);
    } catch (error) {
      const failure = error instanceof ClusterFailure ? error : this.#connection.explain(error);
      this.#fail(local, failure.message);
    }
  }

  /** Tries until a pod takes the connection, or nobody waits for it any more. */
  async #connect(local: Socket): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      try {
        const { pod, port } = await this.#find();
        const path = forwardPath(this.owner.namespace, { pod, port });
        const { signal } = this.#closing;
        const socket = await this.#connection.socket(path, [PROTOCOL], { signal, approval: this.#approval });
        socket.pause(); // until somebody listens
        this.#pod = pod;
        return this.#join(local, socket);
      } catch (error) {
        this.#found = undefined;
        const isPassing =
          error instanceof ClusterFailure && ['notFound', 'server', 'unreachable'].includes(error.kind);
        if (!isPassing || local.destroyed || performance.now() > deadline) throw error;
        this.#say(error.message);
        await pause(ASK_EVERY, undefined, { signal: this.#closing.signal });
      }
    }
  }

  #join(local: Socket, socket: Awaited<ReturnType<Connection['socket']>>): void {
    const begun = [false, false];
    let leaving: NodeJS.Timeout | undefined;
    const channels = new Channels(
      socket,
      (channel, data) => {
        leaving?.refresh();
        // The first message of each channel is the number of the port.
        if (!begun[channel]) begun[channel] = true;
        else if (channel === ERROR) this.#fail(local, data.toString('utf8'));
        else if (channel === DATA && !local.write(data)) {
          channels.pause();
          local.once('drain', () => channels.resume());
        }
      },
      (end) => {
        if (end === 'closed') local.end();
        else if (!local.destroyed) this.#fail(local, LOST[end]);
      },
    );
    local.on('data', (data) => {
      channels.send(DATA, data, () => channels.waiting < MOST_WAITING && local.resume());
      if (channels.waiting >= MOST_WAITING) local.pause();
    });
    local.once('end', () => (leaving = setTimeout(() => local.destroy(), LONGEST_WAIT)));
    local.once('close', () => {
      clearTimeout(leaving);
      channels.close();
    });
    if (local.destroyed) return channels.close();
    this.#say(undefined);
    channels.resume();
    local.resume();
  }

  #find(): Promise<PortTarget> {
    if (this.#found && performance.now() - this.#found.at < TARGET_LIFE) return this.#found.target;
    const target = findTarget(this.#connection, this.owner, this.target).catch((error: unknown) => {
      if (!this.#replacement) throw error;
      return findTarget(this.#connection, this.#replacement, this.target);
    });
    const found = { target, at: performance.now() };
    this.#found = found;
    target.catch(() => {
      if (this.#found === found) this.#found = undefined;
    });
    return target;
  }

  #fail(local: Socket, message: string): void {
    this.#found = undefined;
    local.resetAndDestroy();
    this.#say(message);
  }

  #say(failure: string | undefined): void {
    if (this.#closing.signal.aborted) return;
    this.#failure = failure;
    this.#onChange();
  }
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await listenOn(server, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') throw new PortInUse(port, await freePort());
    throw error;
  }
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listenOn(server, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
