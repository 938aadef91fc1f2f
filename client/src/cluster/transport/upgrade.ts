import type { WebSocket } from 'ws';
import { ClusterFailure } from '../failure.ts';
import { readAll } from './body.ts';
import { explainStatus, readStatus } from './explain.ts';

const PATIENCE = 10_000;

/** Waits until a WebSocket is open. An answer that is none is the API server's refusal, or that of a proxy before it. */
export function opened(
  socket: WebSocket,
  signal: AbortSignal | undefined,
  explain: (error: unknown) => ClusterFailure,
  proxy: URL | undefined,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const abort = (): void => socket.terminate();
    signal?.addEventListener('abort', abort, { once: true });
    socket.once('close', () => signal?.removeEventListener('abort', abort));
    socket.once('open', () => resolve(socket));
    socket.once('error', (error) =>
      reject(/handshake has timed out/.test(error.message) ? silent(proxy) : explain(error)),
    );
    socket.once('unexpected-response', (_request, response) => {
      const code = response.statusCode ?? 0;
      void readAll(response, PATIENCE)
        .catch(() => '')
        .then((body) => {
          reject(
            isRefusal(code, body) ? explainStatus(code, body, 'open this connection') : refused(code, proxy),
          );
          socket.terminate();
        });
    });
    if (signal?.aborted) abort();
  });
}

/** Where a proxy has taken away what asks for a WebSocket, the API server answers 400 and says that it misses just that. */
function isRefusal(code: number, body: string): boolean {
  if (code === 401) return true;
  const status = readStatus(body);
  return code >= 400 && status !== undefined && !(code === 400 && /upgrade/i.test(status.message ?? ''));
}

const ADVICE = 'All else works. Go past the proxy, or have it let WebSockets through.';

function refused(code: number, proxy: URL | undefined): ClusterFailure {
  return new ClusterFailure(
    'upgrade',
    `${nameOf(proxy)} refuses WebSockets (it answered ${code}): shells and port-forwarding do not work there.`,
    ADVICE,
  );
}

function silent(proxy: URL | undefined): ClusterFailure {
  const message = `${nameOf(proxy)} does not answer to a WebSocket: shells and port-forwarding do not work there.`;
  return new ClusterFailure('upgrade', message, ADVICE);
}

function nameOf(proxy: URL | undefined): string {
  return proxy ? `The proxy ${proxy.host}, or the server behind it,` : 'The server, or a proxy before it,';
}
