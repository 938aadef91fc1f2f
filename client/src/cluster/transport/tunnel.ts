import { request } from 'node:http';
import { connect as connectPlain } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectSecure, rootCertificates } from 'node:tls';
import { ClusterFailure } from '../failure.ts';
import { commonAuthorities, commonTrust } from './authorities.ts';
import { explainNetworkError } from './explain.ts';
import { hostOf, portOf } from './proxy.ts';
import type { Credentials } from './socks.ts';
import { socksConnect } from './socks.ts';

interface Target {
  readonly host: string;
  readonly port: number;
}

/** What of the options for the server counts for a proxy with TLS, too. */
interface Trust {
  readonly ca?: Buffer;
  readonly rejectUnauthorized?: boolean;
}

const TIMEOUT = 30_000;
const ADVICE = 'Check "proxy-url" in the kubeconfig, or HTTPS_PROXY and NO_PROXY.';

/** A connection to a server through a proxy: CONNECT over `http` or `https`, or SOCKS5. */
export async function openTunnel(proxy: URL, target: Target, trust: Trust): Promise<Socket> {
  const socket = await reach(proxy, trust);
  // Without an end, a proxy that says nothing would keep its socket forever.
  const timer = setTimeout(
    () => socket.destroy(new Error(`it does not answer within ${TIMEOUT / 1000} s`)),
    TIMEOUT,
  );
  try {
    await (proxy.protocol.startsWith('socks')
      ? socksConnect(socket, target, credentialsOf(proxy))
      : httpConnect(socket, target, credentialsOf(proxy)));
    return socket;
  } catch (error) {
    socket.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The proxy ${proxy.host} does not let through to ${addressOf(target)}: ${reason}.`;
    throw new ClusterFailure('proxy', message, ADVICE, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function reach(proxy: URL, { ca, rejectUnauthorized }: Trust): Promise<Socket> {
  const host = hostOf(proxy);
  const port = portOf(proxy);
  return new Promise((resolve, reject) => {
    const isSecure = proxy.protocol === 'https:';
    const trusted = {
      ...(ca ? { ca: [commonAuthorities() ?? rootCertificates.join('\n'), ca] } : {}),
      ...(!ca && isSecure ? commonTrust() : {}),
      rejectUnauthorized: rejectUnauthorized ?? true,
    };
    const socket = isSecure ? connectSecure({ host, port, ...trusted }) : connectPlain({ host, port });
    socket.setTimeout(TIMEOUT, () => socket.destroy(Object.assign(new Error('late'), { code: 'ETIMEDOUT' })));
    socket.once('error', (error) => {
      const { message } = explainNetworkError(error, proxy.host, undefined);
      reject(new ClusterFailure('proxy', `The proxy does not work: ${message}`, ADVICE, { cause: error }));
    });
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-connect */
function httpConnect(socket: Socket, target: Target, credentials: Credentials | undefined): Promise<void> {
  const pair = credentials && Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  const path = addressOf(target);
  const headers = { host: path, ...(pair === undefined ? {} : { 'proxy-authorization': `Basic ${pair}` }) };
  return new Promise((resolve, reject) => {
    const call = request({
      method: 'CONNECT',
      path,
      headers,
      createConnection: () => socket,
      setHost: false,
    });
    call.once('error', reject);
    call.once('connect', ({ statusCode, statusMessage }, _socket, head) => {
      if (statusCode !== 200) {
        reject(new Error(`it answers ${statusCode} ${statusMessage ?? ''}`.trim()));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve();
    });
    call.end();
  });
}

function credentialsOf({ username, password }: URL): Credentials | undefined {
  if (username === '' && password === '') return undefined;
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function addressOf({ host, port }: Target): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
