import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { ClusterContext } from '../../../client/src/cluster/context.ts';
import { clusterContext } from '../../../client/src/cluster/context.ts';
import { readKubeconfig } from '../../../client/src/cluster/kubeconfig/read.ts';
import type { Certificate } from '../certificates.ts';
import { makeCertificate } from '../certificates.ts';

/** Signs the certificates of all servers that tests play. */
export const AUTHORITY = makeCertificate({ name: 'test authority' });
const OWN = makeCertificate({ name: 'server', hosts: ['127.0.0.1', 'localhost'], by: AUTHORITY });

/** A server on this machine that plays what a test wants of an API server. */
export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  /** In PEM. */
  readonly authority: string;
  /** What was asked, as `METHOD path`. */
  readonly requests: string[];
  /** How many connections were made. */
  readonly connections: () => number;
  readonly server: Server;
  /** Cuts what is connected. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts one with TLS; `answer` says what it does. */
export async function startScripted(
  answer: RequestListener,
  { cert, key }: Pick<Certificate, 'cert' | 'key'> = OWN,
): Promise<ScriptedServer> {
  const requests: string[] = [];
  // As API servers do: who has a certificate may show it.
  const tls = { cert, key, requestCert: true, rejectUnauthorized: false };
  const server = createServer(tls, (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  const listening = await listen(server);
  return {
    ...listening,
    url: `https://127.0.0.1:${listening.port}`,
    authority: AUTHORITY.cert,
    requests,
    server,
  };
}

/** Has any server listen on a free port of this machine. */
export async function listen(
  server: Server,
): Promise<Pick<ScriptedServer, 'port' | 'connections' | 'cut' | 'close'>> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

/** A context for it. */
export function contextOf(
  { url, authority }: Pick<ScriptedServer, 'url' | 'authority'>,
  user: Readonly<Record<string, unknown>> = {},
  cluster: Readonly<Record<string, unknown>> = {},
): ClusterContext {
  const text = JSON.stringify({
    clusters: [
      {
        name: 'a',
        cluster: {
          server: url,
          'certificate-authority-data': Buffer.from(authority).toString('base64'),
          ...cluster,
        },
      },
    ],
    users: [{ name: 'a', user }],
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
  });
  return clusterContext({ ...readKubeconfig(text, '/kubeconfig'), files: [], problems: [] }, 'a');
}

/** A server's certificate of the authority that contexts trust. */
export function serverCertificate(options: {
  readonly hosts?: readonly string[];
  readonly until?: Date;
}): Certificate {
  return makeCertificate({ name: 'server', ...options, by: AUTHORITY });
}

/** Answers with JSON. */
export function reply(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Answers with a Status that is no success. */
export function refuse(response: ServerResponse, code: number, message = 'no'): void {
  reply(response, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message }, code);
}
