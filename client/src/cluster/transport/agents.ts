import type { AgentOptions } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { openTunnel } from './tunnel.ts';
import { hostOf, portOf } from './proxy.ts';

type Connected = (error: Error | null, socket: Duplex) => void;

/** The pool of connections to a server, through a proxy or straight. */
export function agentFor(server: URL, proxy: URL | undefined, options: AgentOptions): HttpAgent {
  const isPlain = server.protocol === 'http:';
  if (!proxy) return isPlain ? new HttpAgent(options) : new HttpsAgent(options);
  const target = { host: hostOf(server), port: portOf(server) };
  return isPlain ? new PlainTunnels(proxy, target, options) : new SecureTunnels(proxy, target, options);
}

interface Target {
  readonly host: string;
  readonly port: number;
}

class PlainTunnels extends HttpAgent {
  readonly #open: () => Promise<Duplex>;

  constructor(proxy: URL, target: Target, options: AgentOptions) {
    super(options);
    this.#open = () => openTunnel(proxy, target, {});
  }

  override createConnection(_options: unknown, connected: Connected): undefined {
    this.#open().then((socket) => connected(null, socket), connected as (error: Error) => void);
    return undefined;
  }
}

class SecureTunnels extends HttpsAgent {
  readonly #proxy: URL;
  readonly #target: Target;

  constructor(proxy: URL, target: Target, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#target = target;
  }

  override createConnection(options: object, connected: Connected): undefined {
    openTunnel(this.#proxy, this.#target, options).then(
      // Node's own way to a TLS connection, which takes sessions up again, but over the tunnel.
      (socket) => connected(null, super.createConnection({ ...options, socket } as never) as Duplex),
      connected as (error: Error) => void,
    );
    return undefined;
  }
}
