import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { makeCertificate } from '../../../../test/harness/certificates.ts';
import { httpProxy } from '../../../../test/harness/cluster/proxies.ts';
import { listen, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';

/** Connects as a process of its own, for Node reads the authorities of the system once. */
const PROGRAM = `
const { Connection } = await import(process.env.CONNECTION);
const { commonAuthorities } = await import(process.env.AUTHORITIES);
const { fetchJson } = await import(process.env.FETCH);
const pem = (text) => text && { data: Buffer.from(text) };
const cluster = { name: 'a', server: process.env.SERVER, proxyUrl: process.env.PROXY };
const user = { name: 'a', certificate: pem(process.env.CERT), key: pem(process.env.KEY) };
const connection = new Connection({ name: 'a', cluster, user, namespace: 'default' }, { env: {} });
const said = await connection.json({ path: '/' }).catch(({ kind, message }) => ({ kind, message }));
const again = await connection.json({ path: '/' }).catch(() => ({}));
connection.close();
const url = new URL(process.env.SERVER);
const asked = process.env.PROXY ? {} : await fetchJson(url, { env: {} }).catch(({ kind }) => ({ kind }));
const begun = process.cpuUsage();
commonAuthorities();
console.log(JSON.stringify({ said, again, asked, cost: process.cpuUsage(begun).user / 1000 }));
`;

interface Said {
  readonly said: Readonly<Record<string, unknown>>;
  readonly again: unknown;
  readonly asked: unknown;
  readonly cost: number;
}

const at = (file: string): string => pathToFileURL(join(import.meta.dirname, file)).href;

async function connectWith(env: Readonly<Record<string, string>>): Promise<Said> {
  const modules = {
    CONNECTION: at('connection.ts'),
    AUTHORITIES: at('authorities.ts'),
    FETCH: at('../auth/fetchJson.ts'),
  };
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], {
    env: { PATH: process.env['PATH'], ...modules, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(await text(child.stdout)) as Said;
}

/** A server whose authority nobody knows, and a file with that authority. */
async function start() {
  const clients: string[] = [];
  const server = await startScripted((_request, response) => reply(response, { ok: true }));
  server.server.on('secureConnection', (socket: { getPeerCertificate(): { subject?: { CN?: string } } }) => {
    clients.push(socket.getPeerCertificate().subject?.CN ?? '');
  });
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-authorities-'));
  const file = join(folder, 'authority.crt');
  writeFileSync(file, server.authority);
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await server.close();
  });
  return { server, file, clients };
}

test('a server whose authority nobody knows is not trusted', async () => {
  const { server } = await start();
  const { said, asked } = await connectWith({ SERVER: server.url });
  expect(said).toMatchObject({ kind: 'certificate' });
  expect(asked).toEqual({ kind: 'certificate' });
});

test.runIf(process.platform === 'linux')(
  'the authorities of the system are taken where none is named',
  async () => {
    const { server, file } = await start();
    const { said, again, asked, cost } = await connectWith({ SERVER: server.url, SSL_CERT_FILE: file });
    expect(said).toEqual({ ok: true });
    expect(again).toEqual({ ok: true });
    expect(asked).toMatchObject({ status: 200, body: { ok: true } });
    expect(server.connections()).toBe(2); // the second request took the first one's connection
    expect(cost).toBeLessThan(5); // they are read once
  },
);

test('NODE_EXTRA_CA_CERTS counts too', async () => {
  const { server, file } = await start();
  expect((await connectWith({ SERVER: server.url, NODE_EXTRA_CA_CERTS: file })).said).toEqual({ ok: true });
});

test.runIf(process.platform === 'linux')('a client certificate is shown beside them', async () => {
  const { server, file, clients } = await start();
  const { cert, key } = makeCertificate({ name: 'jane' });
  const env = { SERVER: server.url, SSL_CERT_FILE: file, CERT: cert, KEY: key };
  expect((await connectWith(env)).said).toEqual({ ok: true });
  expect(clients).toContain('jane');
});

test.runIf(process.platform === 'linux')('a proxy with TLS is trusted in the same way', async () => {
  const { server, file } = await start();
  const { server: proxyServer, targets } = httpProxy({ secure: true });
  const { port, close } = await listen(proxyServer);
  onTestFinished(close);
  const env = { SERVER: server.url, SSL_CERT_FILE: file, PROXY: `https://127.0.0.1:${port}` };
  expect((await connectWith(env)).said).toEqual({ ok: true });
  expect(targets).toHaveLength(1);
});
