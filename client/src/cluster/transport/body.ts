import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ClusterFailure } from '../failure.ts';

/** The body of an answer, without its compression. */
export function unpacked(response: IncomingMessage): Readable {
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const unzip = createGunzip();
  response.once('error', (error) => unzip.destroy(error));
  response.once('aborted', () => unzip.destroy(new Error('the connection was cut')));
  unzip.once('close', () => response.destroy());
  return response.pipe(unzip);
}

/** More is no answer that anybody can use, and a text in Node has not much more; in bytes. */
const MOST = 256 * 1024 * 1024;

/** All of a stream. It fails if for so many milliseconds nothing comes, and if it does not end. */
export async function readAll(stream: Readable, silence: number, most = MOST): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => {
    const message = `The answer broke off: nothing came for ${silence / 1000} s.`;
    stream.destroy(new ClusterFailure('timeout', message, 'Try again, or check your network or VPN.'));
  }, silence);
  try {
    for await (const part of stream) {
      timer.refresh();
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size > most) throw tooLarge(most);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(parts).toString('utf8');
}

function tooLarge(most: number): ClusterFailure {
  const message = `The answer has more than ${most / 1024 / 1024} MB.`;
  return new ClusterFailure('server', message, 'Ask for less, or check what answers at this address.');
}

/** What a server said as JSON; login pages and the like are none. */
export function parseJson(text: string, server: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const what = /^\s*</.test(text) ? 'a web page' : 'something else';
    throw new ClusterFailure(
      'server',
      `${server} answers with ${what}, not as a Kubernetes API server does.`,
      'Check "server" in the kubeconfig, and whether a proxy or a login page is in between.',
      { cause: error },
    );
  }
}
