import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a port of this machine, with the faults of networks. */
export interface Relay {
  readonly port: number;
  /** Ends all connections. */
  readonly cut: () => void;
  /** As `cut`, and nobody gets through again. */
  readonly close: () => void;
  /** What is connected stays so, and nothing more ever comes through; new connections work. */
  readonly stall: () => void;
  /** Nothing comes through any more, on new connections neither. */
  readonly hold: () => void;
  /** All that was held goes on. */
  readonly release: () => void;
}

type Pair = readonly [near: Socket, far: Socket];

export async function startRelay(to: number): Promise<Relay> {
  const pairs = new Set<Pair>();
  let isHeld = false;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const pair: Pair = [near, connect(to, '127.0.0.1')];
    pairs.add(pair);
    for (const one of pair) {
      one.on('error', () => undefined);
      one.once('close', () => end(pair));
    }
    if (!isHeld) join(pair);
  });
  const end = (pair: Pair): void => {
    pairs.delete(pair);
    for (const one of pair) one.destroy();
  };
  const each = (act: (pair: Pair) => void): void => {
    for (const pair of pairs) act(pair);
  };
  const cut = (): void => each(end);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    cut();
  };
  onTestFinished(close);
  return {
    port,
    cut,
    close,
    stall: () => each(part),
    hold: () => {
      isHeld = true;
      each(part);
    },
    release: () => {
      isHeld = false;
      each(join);
    },
  };
}

function join([near, far]: Pair): void {
  near.pipe(far).pipe(near);
}

function part(pair: Pair): void {
  for (const one of pair) one.unpipe().pause();
}
