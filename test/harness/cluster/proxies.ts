import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, createServer as createTcp } from 'node:net';
import type { Server, Socket } from 'node:net';
import { serverCertificate } from './scriptedServer.ts';

/** A proxy that notes where it was asked to lead. Whatever the name, it leads to this machine. */
export interface Proxy {
  readonly server: Server;
  readonly targets: string[];
}

/** CONNECT over HTTP or HTTPS; with a password it is asked for. */
export function httpProxy(options: { readonly secure?: boolean; readonly password?: string } = {}): Proxy {
  const targets: string[] = [];
  const server = options.secure ? createHttps(serverCertificate({})) : createHttp();
  server.on(
    'connect',
    ({ url = '', headers }: { url?: string; headers: NodeJS.Dict<string> }, socket: Socket) => {
      const wanted = options.password && `Basic ${Buffer.from(options.password).toString('base64')}`;
      if (wanted && headers['proxy-authorization'] !== wanted) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      targets.push(url);
      lead(Number(url.split(':').at(-1)), socket, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    },
  );
  return { server, targets };
}

/** SOCKS5 (https://www.rfc-editor.org/rfc/rfc1928), with a name and a password where they are given. */
export function socksProxy(options: { readonly password?: string; readonly reply?: number } = {}): Proxy {
  const targets: string[] = [];
  const server = createTcp((socket) => {
    const parts = chunks(socket);
    const next = async (): Promise<Buffer> => (await parts.next()).value as Buffer;
    void (async () => {
      const methods = await next();
      const method = options.password ? 2 : 0;
      socket.write(Buffer.from([5, methods.subarray(2).includes(method) ? method : 255]));
      if (options.password) {
        const login = await next();
        const user = login.subarray(2, 2 + (login[1] ?? 0)).toString();
        const password = login.subarray(3 + user.length).toString();
        socket.write(Buffer.from([1, `${user}:${password}` === options.password ? 0 : 1]));
      }
      const request = await next();
      const host =
        request[3] === 3 ? request.subarray(5, -2).toString() : [...request.subarray(4, -2)].join('.');
      const port = request.readUInt16BE(request.length - 2);
      targets.push(`${host}:${port}`);
      // In two pieces, as a network may deliver it.
      const answer = (reply: number): void => {
        socket.write(Buffer.from([5, reply, 0]));
        setImmediate(() => socket.write(Buffer.from([1, 0, 0, 0, 0, 0, 0])));
      };
      if (options.reply) answer(options.reply);
      else lead(port, socket, () => answer(0));
    })();
  });
  return { server, targets };
}

async function* chunks(socket: Socket): AsyncGenerator<Buffer> {
  for (;;) {
    yield await new Promise<Buffer>((resolve) => {
      socket.once('data', (part: Buffer) => {
        socket.pause();
        resolve(part);
      });
      socket.resume();
    });
  }
}

function lead(port: number, socket: Socket, ready: () => void): void {
  const onward = connect({ port, host: '127.0.0.1' }, () => {
    ready();
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  socket.on('close', () => onward.destroy());
}
