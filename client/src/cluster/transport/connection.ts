import type { Agent, ClientRequest, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { WebSocket } from 'ws';
import { explainRefusal } from '../auth/clientCertificate.ts';
import type { Credentials } from '../auth/credentials.ts';
import { UserCredentials } from '../auth/credentials.ts';
import { readPem } from '../auth/pem.ts';
import type { ClusterContext } from '../context.ts';
import type { Approval, Change } from '../change/approval.ts';
import { Guard } from '../change/guard.ts';
import type { Policy } from '../change/policy.ts';
import { ClusterFailure } from '../failure.ts';
import { agentFor } from './agents.ts';
import { commonTrust } from './authorities.ts';
import { parseJson, readAll, unpacked } from './body.ts';
import { explainNetworkError, explainStatus, ofSecret, withoutValues } from './explain.ts';
import { Gate } from './gate.ts';
import { proxyFor } from './proxy.ts';
import type { Request } from './request.ts';
import { CHANGE_TIMEOUT, checkPath, leavesOpen, mayHaveArrived, requestOf, uncertain } from './request.ts';
import { opened } from './upgrade.ts';
import { warningTexts } from './warnings.ts';

/** A request that reads, or asks about one's own rights. */
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

/** What the server says to a change. */
export interface Changed<T> {
  /** The object as it is afterwards, or a Status. */
  readonly object: T;
  /** Texts of `Warning:` headers. */
  readonly warnings: readonly string[];
  /** Whether the server says that there was none before, with a 201. */
  readonly isNew: boolean;
}

export interface ConnectionOptions {
  /** What may be done in the context; asked each time. Without it: nothing but look. */
  readonly policy?: () => Policy;
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
  readonly #guard: Guard;
  #authority: Promise<Buffer | undefined> | undefined;

  constructor(context: ClusterContext, options: ConnectionOptions) {
    const { cluster, user } = context;
    this.context = context;
    this.#options = options;
    this.#server = new URL(cluster.server);
    this.#guard = new Guard(context.name, options.policy ?? (() => 'readOnly'));
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
    this.#guard.reading(call.path);
    if (call.review !== undefined && !REVIEWS.test(call.path)) throw new Error(`no review: ${call.path}`);
    const { review, ...rest } = call;
    const asked = review === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(review) };
    const response = await this.#send({ ...rest, ...asked });
    for (const text of warningTexts(response.headersDistinct['warning'])) this.#options.onWarning?.(text);
    const code = response.statusCode ?? 0;
    const body = unpacked(response);
    if (code >= 200 && code < 300) return body;
    throw explainStatus(code, await readAll(body, TIMEOUT).catch(() => ''), actionOf(call));
  }

  /** What the server would say to a change. Nothing is changed, so every policy allows it. */
  async dryRun<T>(change: Change, signal?: AbortSignal): Promise<Changed<T>> {
    this.#guard.trial(change);
    return this.#change(change, true, signal);
  }

  /** Makes a change that somebody has seen in a preview. Throws, before anything is sent, where the policy of the context forbids it. */
  async change<T>(change: Change, approval: Approval): Promise<Changed<T>> {
    this.#guard.change(change, approval);
    return this.#change(change, false);
  }

  /** Throws where the policy of the context forbids to open a shell or to forward a port. */
  mayOpen(path: string, approval: Approval | undefined): void {
    this.#guard.opening(path, approval);
  }

  explain(error: unknown): ClusterFailure {
    return explainNetworkError(error, this.#server.host, this.#proxy);
  }

  /** Opens a WebSocket, as exec, attach and port-forward want it. */
  async socket(
    path: string,
    protocols: readonly string[],
    { signal, approval }: { readonly signal?: AbortSignal; readonly approval?: Approval | undefined } = {},
  ): Promise<WebSocket> {
    this.#guard.opening(path, approval);
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

  async #change<T>(change: Change, isDry: boolean, signal?: AbortSignal): Promise<Changed<T>> {
    const request = requestOf(change, isDry);
    return this.#gate.run(async () => {
      const response = await this.#send({ ...request, ...(signal ? { signal } : {}) });
      const code = response.statusCode ?? 0;
      const text = await readAll(unpacked(response), CHANGE_TIMEOUT).catch((error: unknown) => {
        throw isDry ? this.explain(error) : uncertain(this.explain(error));
      });
      if (code < 200 || code >= 300) {
        const [place = ''] = request.path.split('?');
        const said = ofSecret(place) ? withoutValues(text) : text;
        const failure = explainStatus(code, said, `change ${place}`);
        throw !isDry && leavesOpen(code, failure) ? uncertain(failure) : failure;
      }
      const warnings = warningTexts(response.headersDistinct['warning']);
      return { object: this.#answered(text, isDry) as T, warnings, isNew: code === 201 };
    });
  }

  /** Something else than an object may come from a gateway, whatever the server did. */
  #answered(text: string, isDry: boolean): unknown {
    try {
      return parseJson(text, this.#server.host);
    } catch (error) {
      throw isDry || !(error instanceof ClusterFailure) ? error : uncertain(error);
    }
  }

  #send(call: Request): Promise<IncomingMessage> {
    return this.#authenticated(async (credentials) => {
      const response = await this.#attempt(call, credentials);
      if (response.statusCode !== 401) return response;
      response.resume();
      throw explainStatus(401, '', actionOf(call));
    });
  }

  /** Runs a request with the credentials at hand, and once more with new ones where they are refused. */
  async #authenticated<T>(run: (credentials: Credentials) => Promise<T>, isLast = false): Promise<T> {
    const credentials = await this.#credentials.get();
    try {
      return await run(credentials);
    } catch (error) {
      if (!(error instanceof ClusterFailure) || error.kind !== 'unauthorized') throw error;
      if (isLast || !this.#credentials.renewable) throw explainRefusal(error, credentials);
      await this.#credentials.refuse(credentials);
      return this.#authenticated(run, true);
    }
  }

  async #attempt(call: Request, credentials: Credentials, isRepeat = false): Promise<IncomingMessage> {
    const { method, path, accept = 'application/json', type = 'application/json', body, signal } = call;
    const { timeout = TIMEOUT, isChange = false } = call;
    this.#tell(method, path);
    const tls = await this.#tls(credentials);
    const headers = {
      accept,
      'accept-encoding': 'gzip',
      // Node sends the body of a DELETE without saying how long it is.
      ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
      ...(credentials.headers as Record<string, string | string[]>),
    };
    const options = { ...tls, method, headers, agent: this.#agent, ...(signal ? { signal } : {}) };
    const send = this.#server.protocol === 'http:' ? httpRequest : httpsRequest;
    const request = send(this.#url(path), options);
    try {
      return await answer(request, body, timeout);
    } catch (error) {
      if (signal?.aborted) throw error;
      // The server had closed an idle connection just as it was used again.
      const { code = '' } = error as NodeJS.ErrnoException;
      const isStale = request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
      if (isStale && !isRepeat && !isChange) return this.#attempt(call, credentials, true);
      const failure =
        isChange && mayHaveArrived(error) ? uncertain(this.explain(error)) : this.explain(error);
      if (failure.kind === 'certificate') this.#authority = undefined; // its file may be written anew
      const isSilent = error instanceof ClusterFailure && error.kind === 'timeout';
      if (isSilent && request.reusedSocket) this.#dropUnused();
      throw failure;
    }
  }

  /** Where one connection has died without a word, as after a sleep, the others that wait to be used have too. */
  #dropUnused(): void {
    for (const socket of Object.values(this.#agent.freeSockets).flat()) socket?.destroy();
  }

  async #tls({ certificate, key }: Credentials): Promise<object> {
    const { tlsServerName, skipTlsVerify, authority } = this.context.cluster;
    this.#authority ??= readPem(authority);
    const ca = await this.#authority.catch((error: unknown) => {
      this.#authority = undefined;
      throw error;
    });
    const isCommon = !ca && !skipTlsVerify && this.#server.protocol === 'https:';
    return {
      ...(ca ? { ca } : {}),
      ...(isCommon ? commonTrust({ certificate, key }) : {}),
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
    checkPath(path);
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

interface ActionCall {
  readonly path: string;
  readonly review?: unknown;
  readonly method?: string;
}

function actionOf({ path, review, method = 'GET' }: ActionCall): string {
  if (review !== undefined) return 'ask for your rights';
  return `${method === 'GET' ? 'read' : 'change'} ${path.split('?')[0] ?? path}`;
}
