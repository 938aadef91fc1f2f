import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureBinaries } from './binaries.ts';
import type { Command } from './binaries.ts';

const READY_WITHIN = 60_000;

/** Admission that asks for what only controllers or other objects supply: a document alone is what is judged. */
const NO_ADMISSION = [
  'NamespaceLifecycle',
  'PodSecurity',
  'Priority',
  'RuntimeClass',
  'ServiceAccount',
  'TaintNodesByCondition',
];

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** Texts of its `Warning:` headers. */
  readonly warnings: readonly string[];
}

/** A running kube-apiserver with its etcd, on ports of its own, in a folder that goes away with it. */
export interface ApiServer {
  readonly url: string;
  /** Lets in as cluster administrator. */
  readonly token: string;
  send(method: string, path: string, body?: { readonly type: string; readonly text: string }): Promise<Reply>;
  stop(): Promise<void>;
}

/** Starts one; the first call ever builds it. */
export async function startApiServer(): Promise<ApiServer> {
  const binaries = ensureBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-cluster-'));
  const [etcdPort = 0, peerPort = 0, port = 0] = await freePorts(3);
  const token = randomBytes(16).toString('hex');
  writeCredentials(folder, token);
  const processes: ChildProcess[] = [];
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false }); // loopback, a certificate of its own making
  const server: ApiServer = {
    url: `https://127.0.0.1:${port}`,
    token,
    send: (method, path, body) => send(agent, { port, token, method, path, body }),
    stop: async () => {
      agent.destroy();
      await Promise.all(processes.map(end));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    processes.push(start(binaries.etcd, folder, 'etcd', etcdFlags(folder, etcdPort, peerPort)));
    processes.push(
      start(binaries.apiServer, folder, 'kube-apiserver', apiServerFlags(folder, etcdPort, port)),
    );
    await ready(server, processes);
    return server;
  } catch (error) {
    const log = readFileSync(join(folder, 'kube-apiserver.log'), 'utf8').split('\n').slice(-20).join('\n');
    await server.stop();
    throw new Error(`The API server does not start.\n${log}`, { cause: error });
  }
}

function etcdFlags(folder: string, port: number, peerPort: number): string[] {
  const peer = `http://127.0.0.1:${peerPort}`;
  const client = `http://127.0.0.1:${port}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
  ];
}

function apiServerFlags(folder: string, etcdPort: number, port: number): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, 'tls')}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    `--service-account-key-file=${join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--authorization-mode=RBAC',
    '--runtime-config=api/all=true',
    '--allow-privileged=true',
    `--disable-admission-plugins=${NO_ADMISSION.join(',')}`,
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.0.0.0/16',
    '--enable-priority-and-fairness=false',
    '--profiling=false',
  ];
}

function writeCredentials(folder: string, token: string): void {
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'sa.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(folder, 'sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
}

function start(
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

/** Nothing of it is kept, so it is not asked to end in good order, for which the API server takes up to a minute. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Ports that nobody listens on. They are held together, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
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

interface Call {
  readonly port: number;
  readonly token: string;
  readonly method: string;
  readonly path: string;
  readonly body: { readonly type: string; readonly text: string } | undefined;
}

function send(agent: Agent, { port, token, method, path, body }: Call): Promise<Reply> {
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
          warnings: warningTexts(response.headersDistinct['warning'] ?? []),
        }),
      );
    });
    call.once('error', reject);
    call.end(body?.text);
  });
}

/** `299 - "text"` (https://www.rfc-editor.org/rfc/rfc7234#section-5.5), with quotes inside escaped. */
function warningTexts(headers: readonly string[]): string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
      (match[1] ?? '').replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
