import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Command } from './binaries.ts';

/** Starts a program of a test control plane; it writes to NAME.log in the folder. */
export function start(
  [program, ...args]: Command,
  folder: string,
  name: string,
  flags: readonly string[],
): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), 'w');
  // The pipe closes when this process ends, however it does, and the program of test/cluster ends with it.
  const child = spawn(program, [...args, ...flags], { cwd: folder, stdio: ['pipe', log, log] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Nothing of it is kept, so it is not asked to end in good order, for which the API server takes up to a minute. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Ends a program of test/cluster by closing its input, which gives it the time to end what it has started. */
export async function endGently(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const late = setTimeout(() => child.kill('SIGKILL'), 3000);
  child.stdin?.end();
  await ended;
  clearTimeout(late);
}

/** Ports that nobody listens on. They are held together, so that no two are the same. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
