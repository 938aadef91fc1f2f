import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { WebSocket } from 'ws';
import type { Credentials } from '../auth/credentials.ts';
import { UserCredentials } from '../auth/credentials.ts';
import { readPem } from '../auth/pem.ts';
import type { ClusterContext } from '../context.ts';
import { ClusterFailure } from '../failure.ts';
import { explainNetworkError, explainStatus } from './explain.ts';
import { proxyAgent, proxyFor } from './proxy.ts';
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
  /** Told of every request, for whoever wants to see what is asked. */
  readonly onRequest?: (method: string, path: string) => void;
  /** Told of `Warning:` headers. */
  readonly onWarning?: (text: string) => void;
}

const TIMEOUT = 30_000;
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
  readonly #agent: HttpAgent;
  #authority: Promise<Buffer | undefined> | undefined;

  constructor(context: ClusterContext, options: ConnectionOptions) {
    const { cluster, user } = context;
    this.context = context;
    this.#options = options;
    this.#server = new URL(cluster.server);
    this.#credentials = new UserCredentials(user, cluster);
    this.#proxy = proxyFor(this.#server, cluster.proxyUrl, options.env);
    const pool = { keepAlive: true, maxFreeSockets: 8 };
    const isPlain = this.#server.protocol === 'http:';
    this.#agent = this.#proxy
      ? proxyAgent(this.#server, this.#proxy, pool)
      : isPlain
        ? new HttpAgent(pool)
        : new HttpsAgent(pool);
  }

  /** The answer as JSON. */
  async json<T>(call: Call): Promise<T> {
    return JSON.parse(await this.text(call)) as T;
  }

  /** The whole answer. */
  async text(call: Call): Promise<string> {
    return readAll(await this.stream(call)).catch((error: unknown) => {
      throw explainNetworkError(error, this.#server.host, this.#proxy);
    });
  }

  /** The answer as it comes, unpacked. Its errors are the socket's; `explain` turns them into plain words. */
  async stream(call: Call): Promise<Readable> {
    const response = await this.#send(call);
    for (const text of warningTexts(response.headersDistinct['warning'])) this.#options.onWarning?.(text);
    const code = response.statusCode ?? 0;
    const body = unpacked(response);
    if (code >= 200 && code < 300) return body;
    throw explainStatus(code, await readAll(body).catch(() => ''), actionOf(call));
  }

  explain(error: unknown): ClusterFailure {
    return explainNetworkError(error, this.#server.host, this.#proxy);
  }

  /** Opens a WebSocket, as exec, attach and port-forward want it. */
  async socket(path: string, protocols: readonly string[], signal?: AbortSignal): Promise<WebSocket> {
    return this.#authenticated(async (credentials) => {
      this.#options.onRequest?.('GET', path);
      const url = this.#url(path);
      url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
      const socket = new WebSocket(url, [...protocols], {
        ...(await this.#tls(credentials)),
        headers: credentials.headers as Record<string, string>,
        agent: this.#agent,
        handshakeTimeout: TIMEOUT,
        perMessageDeflate: false,
      });
      return opened(socket, signal, (error) => this.explain(error), `open ${path}`, this.#proxy);
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
    this.#options.onRequest?.(method, path);
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
      const isStale = request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
      if (isStale && !isRepeat) return this.#attempt(call, credentials, true);
      throw this.explain(error);
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

function unpacked(response: IncomingMessage): Readable {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const unzip = createGunzip();
  response.once('error', (error) => unzip.destroy(error));
  response.once('aborted', () => unzip.destroy(new Error('the connection was cut')));
  unzip.once('close', () => response.destroy());
  return response.pipe(unzip);
}

async function readAll(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function opened(
  socket: WebSocket,
  signal: AbortSignal | undefined,
  explain: (error: unknown) => ClusterFailure,
  action: string,
  proxy: URL | undefined,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => socket.terminate(), { once: true });
    socket.once('open', () => resolve(socket));
    socket.once('error', (error) => reject(explain(error)));
    socket.once('unexpected-response', (_request, response) => {
      const code = response.statusCode ?? 0;
      void readAll(response)
        .catch(() => '')
        .then((body) => {
          reject(
            code < 400 || proxy || !/"Status"/.test(body)
              ? refusedUpgrade(code, proxy)
              : explainStatus(code, body, action),
          );
          socket.terminate();
        });
    });
  });
}

function refusedUpgrade(code: number, proxy: URL | undefined): ClusterFailure {
  if (code === 401) return explainStatus(401, '', '');
  const who = proxy ? `The proxy ${proxy.host}` : 'The server, or a proxy before it,';
  return new ClusterFailure(
    'upgrade',
    `${who} refuses WebSockets (it answered ${code}): shells and port-forwarding do not work there.`,
    'Everything else does. Go past the proxy, or have it let WebSockets through.',
  );
}

function actionOf({ path, review }: Call): string {
  return review === undefined ? `read ${path.split('?')[0] ?? path}` : 'ask for your rights';
}
