import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureBinaries } from './binaries.ts';
import { apiServerFlags, etcdFlags, writeCredentials } from './flags.ts';
import type { ServerOptions } from './flags.ts';
import { end, freePorts, start } from './processes.ts';
import { send } from './send.ts';
import type { Reply } from './send.ts';

const READY_WITHIN = 60_000;

/** A running kube-apiserver with its etcd, on ports of its own, in a folder that goes away with it. */
export interface ApiServer {
  readonly url: string;
  /** Where it keeps its files and its log. */
  readonly folder: string;
  /** Lets in as cluster administrator. */
  readonly token: string;
  /** File with the certificate authority of the server. */
  readonly authority: string;
  send(method: string, path: string, body?: { readonly type: string; readonly text: string }): Promise<Reply>;
  /** Kills the API server, and what keeps its objects stays. */
  kill(): Promise<void>;
  /** Starts it again. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; the first call ever builds it. */
export async function startApiServer(options: ServerOptions = {}): Promise<ApiServer> {
  const binaries = ensureBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-cluster-'));
  const [etcdPort = 0, peerPort = 0, port = 0] = await freePorts(3);
  const token = randomBytes(16).toString('hex');
  writeCredentials(folder, token, options);
  const processes: ChildProcess[] = [];
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false }); // loopback, a certificate of its own making
  const startServer = (): ChildProcess =>
    start(binaries.apiServer, folder, 'kube-apiserver', apiServerFlags(folder, etcdPort, port, options));
  const server: ApiServer = {
    url: `https://127.0.0.1:${port}`,
    folder,
    token,
    authority: join(folder, 'tls/apiserver.crt'),
    send: (method, path, body) => send(agent, { port, token, method, path, body }),
    kill: async () => {
      await Promise.all(processes.splice(1).map(end));
    },
    revive: async () => {
      processes.push(startServer());
      await ready(server, processes);
    },
    stop: async () => {
      agent.destroy();
      await Promise.all(processes.map(end));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    processes.push(start(binaries.etcd, folder, 'etcd', etcdFlags(folder, etcdPort, peerPort)));
    processes.push(startServer());
    await ready(server, processes);
    return server;
  } catch (error) {
    const log = readFileSync(join(folder, 'kube-apiserver.log'), 'utf8').split('\n').slice(-20).join('\n');
    await server.stop();
    throw new Error(`The API server does not start.\n${log}`, { cause: error });
  }
}

async function ready(server: ApiServer, processes: readonly ChildProcess[]): Promise<void> {
  const deadline = performance.now() + READY_WITHIN;
  while (performance.now() < deadline) {
    const ended = processes.find(({ exitCode }) => exitCode !== null);
    if (ended) throw new Error(`${ended.spawnargs[1]} ended with ${ended.exitCode}`);
    const status = await server.send('GET', '/readyz').then(
      (reply) => reply.status,
      () => 0,
    );
    if (status === 200) return;
    await pause(50);
  }
  throw new Error(`not ready within ${READY_WITHIN / 1000} s`);
}
