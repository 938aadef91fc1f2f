import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { makeCertificate } from '../harness/certificates.ts';
import type { Certificate } from '../harness/certificates.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { ensureBinaries } from '../harness/cluster/binaries.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { etcdFlags } from '../harness/cluster/flags.ts';
import { end, freePorts, start } from '../harness/cluster/processes.ts';
import { AUTHORITY as TRUSTED, contextOf, serverCertificate } from '../harness/cluster/scriptedServer.ts';
import { serverTest } from '../harness/cluster/serverTest.ts';

const AUTHORITY = makeCertificate({ name: 'authority of the clients' });
const test = serverTest({ clientAuthority: AUTHORITY.cert });

const clientOf = (name: string, until?: Date): Certificate =>
  makeCertificate({ name, groups: ['testers'], by: AUTHORITY, ...(until ? { until } : {}) });

function connect(server: ApiServer, user: Record<string, unknown>): Connection {
  const connection = new Connection(contextFor(server, { user }), { env: {}, policy: () => 'normal' });
  onTestFinished(() => connection.close());
  return connection;
}

const inline = ({ cert, key }: Pick<Certificate, 'cert' | 'key'>): Record<string, unknown> => ({
  'client-certificate-data': Buffer.from(cert).toString('base64'),
  'client-key-data': Buffer.from(key).toString('base64'),
});

/** Whom the server takes us for. */
async function whoAmI(connection: Connection): Promise<string> {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const { status } = await connection.json<{
    status: { userInfo: { username: string; groups?: string[] } };
  }>({ path, review });
  return [status.userInfo.username, ...(status.userInfo.groups ?? [])].join(' ');
}

describe('a client certificate', () => {
  test('of the kubeconfig says who one is', async ({ server }) => {
    const connection = connect(server, inline(clientOf('jane')));
    expect(await whoAmI(connection)).toBe('jane testers system:authenticated');
  });

  test('in files is read again when it was renewed', async ({ server }) => {
    const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-certificate-'));
    onTestFinished(() => {
      vi.useRealTimers();
      rmSync(folder, { recursive: true });
    });
    const [certificate, key] = [join(folder, 'client.crt'), join(folder, 'client.key')];
    const write = (made: Certificate): void => {
      for (const [file, text] of [
        [certificate, made.cert],
        [key, made.key],
      ] as const) {
        writeFileSync(`${file}.new`, text, { mode: 0o600 });
        renameSync(`${file}.new`, file);
      }
    };
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    write(clientOf('before'));
    const connection = connect(server, { 'client-certificate': certificate, 'client-key': key });
    expect(await whoAmI(connection)).toMatch(/^before /);
    write(clientOf('after'));
    vi.advanceTimersByTime(61_000);
    expect(await whoAmI(connection)).toMatch(/^after /);
    // One that is refused is replaced at once.
    write(clientOf('late', new Date('2021-01-01')));
    vi.advanceTimersByTime(61_000);
    await expect(whoAmI(connection)).rejects.toMatchObject({ kind: 'unauthorized' });
    write(clientOf('renewed'));
    expect(await whoAmI(connection)).toMatch(/^renewed /);
  });

  test('goes with WebSockets too', async ({ server }) => {
    const connection = connect(server, inline(clientOf('jane')));
    const path = '/api/v1/namespaces/default/pods/none/exec?container=web&command=sh&stdout=true';
    await expect(connection.socket(path, ['v5.channel.k8s.io'])).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringMatching(/User "jane" cannot/) as string,
    });
  });
});

describe('a client certificate that is of no use', () => {
  test('because it has expired', async ({ server }) => {
    const connection = connect(server, inline(clientOf('jane', new Date('2021-01-01'))));
    await expect(whoAmI(connection)).rejects.toMatchObject({
      kind: 'unauthorized',
      message: 'The cluster does not accept your login: your client certificate expired on 2021-01-01.',
      advice: 'Log in again, or have the kubeconfig written anew.',
    });
  });

  test('because another authority has signed it', async ({ server }) => {
    const other = makeCertificate({ name: 'another authority' });
    const connection = connect(server, inline(makeCertificate({ name: 'jane', by: other })));
    await expect(whoAmI(connection)).rejects.toMatchObject({
      kind: 'unauthorized',
      message:
        'The cluster does not accept your login: it may not know "another authority", which has signed your client certificate.',
    });
  });

  test('because its key is that of another', async ({ server }) => {
    const { cert } = clientOf('jane');
    const connection = connect(server, inline({ cert, key: clientOf('jane').key }));
    await expect(whoAmI(connection)).rejects.toMatchObject({
      kind: 'config',
      message: 'The client certificate and its key cannot be used: they do not belong together.',
    });
  });

  test('because it is none', async ({ server }) => {
    const connection = connect(server, inline({ cert: 'nothing', key: clientOf('jane').key }));
    await expect(whoAmI(connection)).rejects.toMatchObject({
      kind: 'config',
      message: 'The client certificate and its key cannot be used: one of them is not in PEM.',
    });
  });
});

/** etcd asks for certificates in TLS itself, as gateways before API servers may; API servers do not. */
async function startGateway(): Promise<{ readonly url: string; readonly authority: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-gateway-'));
  const server = serverCertificate({});
  const files = { 'server.crt': server.cert, 'server.key': server.key, 'clients.crt': AUTHORITY.cert };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const [port = 0, peer = 0] = await freePorts(2);
  const url = `https://127.0.0.1:${port}`;
  const child = start(ensureBinaries().etcd, folder, 'etcd', [
    ...etcdFlags(folder, port, peer).filter((flag) => !/client-urls/.test(flag)),
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--cert-file=${join(folder, 'server.crt')}`,
    `--key-file=${join(folder, 'server.key')}`,
    `--trusted-ca-file=${join(folder, 'clients.crt')}`,
    '--client-cert-auth',
  ]);
  onTestFinished(async () => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  });
  return { url, authority: TRUSTED.cert };
}

test('a certificate that is refused in TLS itself is told in plain words, too', async ({
  server: _needed,
}) => {
  const gateway = await startGateway();
  const open = (made: Certificate | undefined): Connection => {
    const connection = new Connection(contextOf(gateway, made ? inline(made) : {}), { env: {} });
    onTestFinished(() => connection.close());
    return connection;
  };
  await expect
    .poll(() => open(clientOf('jane')).json({ path: '/version' }), { timeout: 10_000 })
    .toHaveProperty('etcdserver');
  await expect(open(undefined).json({ path: '/version' })).rejects.toMatchObject({
    kind: 'unauthorized',
    message: 'The cluster does not accept your client certificate, or wants one.',
  });
  const late = clientOf('jane', new Date('2021-01-01'));
  await expect(open(late).json({ path: '/version' })).rejects.toMatchObject({
    kind: 'unauthorized',
    message: 'The cluster does not accept your login: your client certificate expired on 2021-01-01.',
  });
});
