import { request } from 'node:https';
import type { Agent } from 'node:https';
import { warningTexts } from '../../../client/src/cluster/transport/warnings.ts';

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Texts of its `Warning:` headers. */
  readonly warnings: readonly string[];
}

/** A request to an API server on this machine. */
export interface Call {
  readonly port: number;
  readonly token: string;
  readonly method: string;
  readonly path: string;
  readonly body: { readonly type: string; readonly text: string } | undefined;
}

export function send(agent: Agent, { port, token, method, path, body }: Call): Promise<Reply> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    ...(body ? { 'content-type': body.type } : {}),
  };
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString('utf8'),
          warnings: warningTexts(response.headersDistinct['warning']),
        }),
      );
    });
    call.once('error', reject);
    call.end(body?.text);
  });
}
