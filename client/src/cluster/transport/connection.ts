import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { WebSocket } from 'ws';
import type { Credentials } from '../auth/credentials.ts';
import { UserCredentials } from '../auth/credentials.ts';
import { readPem } from '../auth/pem.ts';
import type { ClusterContext } from '../context.ts';
import { ClusterFailure } from '../failure.ts';
import { agentFor } from './agents.ts';
import { parseJson, readAll, unpacked } from './body.ts';
import { explainNetworkError, explainStatus } from './explain.ts';
import { Gate } from './gate.ts';
import { proxyFor } from './proxy.ts';
import { opened } from './upgrade.ts';
import { warningTexts } from './warnings.ts';

/** A request for the API server. Only reading ones, and questions about one's own rights, are sent. */
export interface Call {
  /** With its query, such as `/api/v1/pods?limit=500`. */
  readonly path: string;
  readonly accept?: string;
  /** Sent as JSON with POST: a review of one's own rights. */
  readonly review?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds until the answer must begin. */
  readonly timeout?: number;
}

export interface ConnectionOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders from which no program is run: those of a workspace that is not trusted. */
  readonly untrusted?: readonly string[];
  /** Told of every request, for whoever wants to see what is asked; values that may be secret are left out. */
  readonly onRequest?: (method: string, path: string) => void;
  /** Told of `Warning:` headers. */
  readonly onWarning?: (text: string) => void;
}

const TIMEOUT = 30_000;
/** So many requests are under way at once; what is followed (watches, logs) comes on top. */
const MOST_AT_ONCE = 6;
/** An unused connection is closed after this long, in milliseconds: who waits longer may find it dead, as after a sleep. */
const IDLE = 60_000;
/** A connection that says nothing for this long is asked whether it is still there, in milliseconds. */
const PROBE_AFTER = 30_000;
const REVIEWS = /^\/apis\/(?:authorization|authentication)\.k8s\.io\/v1\/selfsubject\w+$/;

/** One context's way to its API server: pooled connections, one login, failures in plain words. */
export class Connection {
  readonly context: ClusterContext;
  readonly #server: URL;
  readonly #options: ConnectionOptions;
  readonly #credentials: UserCredentials;
  readonly #proxy: URL | undefined;
  readonly #agent: Agent;
  readonly #gate = new Gate(MOST_AT_ONCE);
  #authority: Promise<Buffer | undefined> | undefined;

  constructor(context: ClusterContext, options: ConnectionOptions) {
    const { cluster, user } = context;
    this.context = context;
    this.#options = options;
    this.#server = new URL(cluster.server);
    this.#credentials = new UserCredentials(user, cluster, options);
    this.#proxy = proxyFor(this.#server, cluster.proxyUrl, options.env);
    this.#agent = agentFor(this.#server, this.#proxy, { keepAlive: true, maxFreeSockets: 8, timeout: IDLE });
  }

  /** The answer as JSON. */
  async json<T>(call: Call): Promise<T> {
    return parseJson(await this.text(call), this.#server.host) as T;
  }

  /** The whole answer. */
  async text(call: Call): Promise<string> {
    return this.#gate.run(async () => {
      const body = await this.stream(call);
      return readAll(body, call.timeout ?? TIMEOUT).catch((error: unknown) => {
        throw call.signal?.aborted ? error : this.explain(error);
      });
    });
  }

  /** The answer as it comes, unpacked. Its errors are the socket's; `explain` turns them into plain words. */
  async stream(call: Call): Promise<Readable> {
    const response = await this.#send(call);
    for (const text of warningTexts(response.headersDistinct['warning'])) this.#options.onWarning?.(text);
    const code = response.statusCode ?? 0;
    const body = unpacked(response);
    if (code >= 200 && code < 300) return body;
    throw explainStatus(code, await readAll(body, TIMEOUT).catch(() => ''), actionOf(call));
  }

  explain(error: unknown): ClusterFailure {
    return explainNetworkError(error, this.#server.host, this.#proxy);
  }

  /** Opens a WebSocket, as exec, attach and port-forward want it. */
  async socket(path: string, protocols: readonly string[], signal?: AbortSignal): Promise<WebSocket> {
    return this.#authenticated(async (credentials) => {
      this.#tell('GET', path);
      const url = this.#url(path);
      url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
      const socket = new WebSocket(url, [...protocols], {
        ...(await this.#tls(credentials)),
        headers: credentials.headers as Record<string, string>,
        agent: this.#agent,
        handshakeTimeout: TIMEOUT,
        perMessageDeflate: false,
      });
      return opened(socket, signal, (error) => this.explain(error), this.#proxy);
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(call: Call): Promise<IncomingMessage> {
    if (call.review !== undefined && !REVIEWS.test(call.path)) throw new Error(`no review: ${call.path}`);
    return this.#authenticated(async (credentials, isLast) => {
      const response = await this.#attempt(call, credentials);
      if (response.statusCode !== 401 || isLast) return response;
      response.resume();
      throw explainStatus(401, '', actionOf(call));
    });
  }

  /** Runs a request with the credentials at hand, and once more with new ones where they are refused. */
  async #authenticated<T>(run: (credentials: Credentials, isLast: boolean) => Promise<T>): Promise<T> {
    const credentials = await this.#credentials.get();
    const isLast = !this.#credentials.renewable;
    try {
      return await run(credentials, isLast);
    } catch (error) {
      if (isLast || !(error instanceof ClusterFailure) || error.kind !== 'unauthorized') throw error;
      await this.#credentials.refuse(credentials);
      return run(await this.#credentials.get(), true);
    }
  }

  async #attempt(call: Call, credentials: Credentials, isRepeat = false): Promise<IncomingMessage> {
    const { path, accept = 'application/json', review, signal, timeout = TIMEOUT } = call;
    const method = review === undefined ? 'GET' : 'POST';
    this.#tell(method, path);
    const tls = await this.#tls(credentials);
    const headers = {
      accept,
      'accept-encoding': 'gzip',
      ...(review === undefined ? {} : { 'content-type': 'application/json' }),
      ...(credentials.headers as Record<string, string | string[]>),
    };
    const options = { ...tls, method, headers, agent: this.#agent, ...(signal ? { signal } : {}) };
    const send = this.#server.protocol === 'http:' ? httpRequest : httpsRequest;
    const request = send(this.#url(path), options);
    try {
      return await answer(request, review === undefined ? undefined : JSON.stringify(review), timeout);
    } catch (error) {
      if (signal?.aborted) throw error;
      // The server had closed an idle connection just as it was used again.
      const { code = '' } = error as NodeJS.ErrnoException;
      const isStale = request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
      if (isStale && !isRepeat) return this.#attempt(call, credentials, true);
      const failure = this.explain(error);
      if (failure.kind === 'certificate') this.#authority = undefined; // its file may be written anew
      throw failure;
    }
  }

  async #tls({ certificate, key }: Credentials): Promise<object> {
    const { tlsServerName, skipTlsVerify, authority } = this.context.cluster;
    this.#authority ??= readPem(authority);
    const ca = await this.#authority.catch((error: unknown) => {
      this.#authority = undefined;
      throw error;
    });
    return {
      ...(ca ? { ca } : {}),
      ...(certificate && key ? { cert: certificate, key } : {}),
      ...(tlsServerName ? { servername: tlsServerName } : {}),
      ...(skipTlsVerify ? { rejectUnauthorized: false } : {}),
    };
  }

  #tell(method: string, path: string): void {
    this.#options.onRequest?.(method, path.replaceAll(HIDDEN, '$1…'));
  }

  /** The server's address may have a path of its own, as behind a gateway. */
  #url(path: string): URL {
    return new URL(`${this.#server.pathname.replace(/\/$/, '')}${path}`, this.#server);
  }
}

function answer(request: ClientRequest, body: string | undefined, timeout: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `There was no answer within ${timeout / 1000} s.`;
      request.destroy(new ClusterFailure('timeout', message, 'Try again, or check the cluster.'));
    }, timeout);
    request.once('socket', (socket) => socket.setKeepAlive(true, PROBE_AFTER));
    request.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    request.end(body);
  });
}

/** Parameters whose values are tokens, or what somebody typed. */
const HIDDEN = /([?&](?:continue|command|token|access_token)=)[^&]*/g;

function actionOf({ path, review }: Call): string {
  return review === undefined ? `read ${path.split('?')[0] ?? path}` : 'ask for your rights';
}
