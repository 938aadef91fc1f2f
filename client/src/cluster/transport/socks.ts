import { once } from 'node:events';
import { isIPv4, isIPv6 } from 'node:net';
import type { Socket } from 'node:net';

/** How a proxy knows somebody. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Has a SOCKS5 proxy connect to a server, whose name it looks up itself (https://www.rfc-editor.org/rfc/rfc1928). */
export async function socksConnect(
  socket: Socket,
  { host, port }: { readonly host: string; readonly port: number },
  credentials: Credentials | undefined,
): Promise<void> {
  const reader = new Reader(socket);
  socket.write(credentials ? Buffer.from([5, 2, 0, 2]) : Buffer.from([5, 1, 0]));
  const [version, method] = await reader.take(2);
  if (version !== 5) throw new Error('it does not speak SOCKS5');
  if (method === 2 && credentials) await logIn(socket, reader, credentials);
  else if (method !== 0) throw new Error('it asks for a name and a password');
  const end = Buffer.alloc(2);
  end.writeUInt16BE(port);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), addressOf(host), end]));
  const [, reply = 255, , type] = await reader.take(4);
  if (reply !== 0) throw new Error(REPLIES[reply] ?? `it answers ${reply}`);
  const length = type === 1 ? 4 : type === 4 ? 16 : ((await reader.take(1))[0] ?? 0);
  await reader.take(length + 2); // the address that it connects from
}

const REPLIES: Readonly<Record<number, string>> = {
  1: 'it fails',
  2: 'its rules forbid it',
  3: 'the network cannot be reached',
  4: 'the host cannot be reached',
  5: 'the connection is refused',
  6: 'it took too long',
};

/** https://www.rfc-editor.org/rfc/rfc1929 */
async function logIn(socket: Socket, reader: Reader, { user, password }: Credentials): Promise<void> {
  socket.write(Buffer.concat([Buffer.from([1]), counted(user), counted(password)]));
  const [, status] = await reader.take(2);
  if (status !== 0) throw new Error('it does not accept the name and the password');
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text).subarray(0, 255);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function addressOf(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([1, ...host.split('.').map(Number)]);
  if (isIPv6(host)) return Buffer.concat([Buffer.from([4]), ipv6(host)]);
  return Buffer.concat([Buffer.from([3]), counted(host)]);
}

/** A URL writes the address in its shortest form, without parts in dots. */
function ipv6(host: string): Buffer {
  const [before = '', after] = host.split('::');
  const [left, right] = [before, after ?? ''].map((text) => text.split(':').filter((one) => one !== '')) as [
    string[],
    string[],
  ];
  const gap = after === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  return Buffer.from([...left, ...gap, ...right].map((one) => one.padStart(4, '0')).join(''), 'hex');
}

/** Takes what comes in pieces of the sizes that are asked for. */
class Reader {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  async take(count: number): Promise<Buffer> {
    while (this.#rest.length < count) {
      const part = this.#socket.read() as Buffer | null;
      if (part) this.#rest = Buffer.concat([this.#rest, part]);
      else await this.#more();
    }
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }

  async #more(): Promise<void> {
    const socket = this.#socket;
    if (socket.readableEnded || socket.destroyed) throw socket.errored ?? new Error('it ends the connection');
    const ended = new AbortController();
    const { signal } = ended;
    await Promise.race(['readable', 'end', 'close'].map((event) => once(socket, event, { signal }))).finally(
      () => ended.abort(),
    );
  }
}
