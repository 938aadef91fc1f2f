import type { RawData, WebSocket } from 'ws';

/** Numbers of the channels of exec and attach. */
export const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;

/** A side that did not answer to one ping by the next is taken for gone; in milliseconds. */
const PING_EVERY = 20_000;
/** The code of a WebSocket that ended without being closed (https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1). */
const NOT_CLOSED = 1006;

/** How the streams ended: as the other side wanted it, or because the way there broke off or fell silent. */
export type ChannelsEnd = 'closed' | 'cut' | 'silent';

/**
 * Several streams over one WebSocket: the first byte of a message is the number of its channel
 * (https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets).
 */
export class Channels {
  readonly #socket: WebSocket;
  readonly #pinging: NodeJS.Timeout;
  #isHeard = true;
  #isSilent = false;

  constructor(
    socket: WebSocket,
    onData: (channel: number, data: Buffer) => void,
    onClose: (end: ChannelsEnd) => void,
  ) {
    this.#socket = socket;
    socket.on('message', (message) => {
      this.#isHeard = true;
      const bytes = bytesOf(message);
      if (bytes.length > 0) onData(bytes[0] ?? 0, bytes.subarray(1));
    });
    socket.on('pong', () => (this.#isHeard = true));
    socket.on('error', () => undefined); // it closes after that
    socket.once('close', (code) => {
      clearInterval(this.#pinging);
      onClose(this.#isSilent ? 'silent' : code === NOT_CLOSED ? 'cut' : 'closed');
    });
    this.#pinging = setInterval(() => this.#ping(), PING_EVERY);
    this.#pinging.unref();
  }

  /** What both sides have agreed on. */
  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Bytes that wait to be sent. */
  get waiting(): number {
    return this.#socket.bufferedAmount;
  }

  /** Calls back when the data is on its way. */
  send(channel: number, data: Uint8Array, sent?: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const message = Buffer.allocUnsafe(data.length + 1);
    message[0] = channel;
    message.set(data, 1);
    this.#socket.send(message, () => sent?.());
  }

  /** Holds what comes back until `resume`. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#isHeard = true; // what was held comes only now
    this.#socket.resume();
  }

  close(): void {
    if (this.#socket.readyState !== this.#socket.OPEN) this.#socket.terminate();
    else this.#socket.close();
  }

  /** A side that is gone without a word does not answer. */
  #ping(): void {
    if (!this.#isHeard && !this.#socket.isPaused) {
      this.#isSilent = true;
      return this.#socket.terminate();
    }
    this.#isHeard = false;
    this.#socket.ping();
  }
}

function bytesOf(message: RawData): Buffer {
  if (Buffer.isBuffer(message)) return message;
  return Array.isArray(message) ? Buffer.concat(message) : Buffer.from(message);
}
