import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { makeCertificate } from '../harness/certificates.ts';
import type { Certificate } from '../harness/certificates.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { contextFor } from '../harness/cluster/context.ts';
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
