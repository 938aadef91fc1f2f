import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contextOf, refuse, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';
import { makeCertificate } from '../../../../test/harness/certificates.ts';
import { Connection } from '../transport/connection.ts';
import { UserCredentials } from './credentials.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-credentials-'))));
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const NOWHERE = { url: 'https://127.0.0.1:1', authority: '' };

function credentialsOf(user: Record<string, unknown>): UserCredentials {
  const context = contextOf(NOWHERE, user);
  return new UserCredentials(context.user, context.cluster, { env: {} });
}

async function headersOf(user: Record<string, unknown>): Promise<unknown> {
  return (await credentialsOf(user).get()).headers;
}

function write(file: string, text: string): string {
  writeFileSync(join(folder, file), text);
  return join(folder, file);
}

describe('what is sent', () => {
  it('is a token, and a token from a file before it', async () => {
    expect(await headersOf({ token: 'one' })).toEqual({ authorization: 'Bearer one' });
    const tokenFile = write('token', 'two\n');
    expect(await headersOf({ token: 'one', tokenFile })).toEqual({ authorization: 'Bearer two' });
    const gone = join(folder, 'none');
    expect(await headersOf({ token: 'one', tokenFile: gone })).toEqual({ authorization: 'Bearer one' });
  });

  it('is a name and a password', async () => {
    const authorization = `Basic ${Buffer.from('me:päss').toString('base64')}`;
    expect(await headersOf({ username: 'me', password: 'päss' })).toEqual({ authorization });
  });

  it('is nothing for nobody', async () => {
    expect(await headersOf({})).toEqual({});
  });

  it('is whom to act as', async () => {
    const headers = await headersOf({
      as: 'jane',
      'as-uid': '7',
      'as-groups': ['a', 'b'],
      'as-user-extra': { 'example.com/Scopes (all)': ['x', 'y'] },
    });
    expect(headers).toEqual({
      'Impersonate-User': 'jane',
      'Impersonate-Uid': '7',
      'Impersonate-Group': ['a', 'b'],
      'Impersonate-Extra-example.com%2fscopes%20%28all%29': ['x', 'y'],
    });
  });
});

it.for([
  ['a token file that is not there', { tokenFile: '/none' }, 'The token file /none cannot be read.'],
  [
    'a certificate that is not there',
    { 'client-certificate': '/none', 'client-key': '/none' },
    'The file /none that the kubeconfig names cannot be read.',
  ],
  ['a token of several lines', { token: 'a\nb' }, expect.stringMatching(/no token has/)],
] as const)('says what is wrong with %s', async ([, user, message]) => {
  await expect(credentialsOf(user).get()).rejects.toMatchObject({
    kind: 'config',
    message: message as string,
  });
});

it('says that a token file is empty', async () => {
  const tokenFile = write('token', '\n');
  await expect(credentialsOf({ tokenFile }).get()).rejects.toMatchObject({
    message: `The token file ${tokenFile} is empty.`,
  });
});

it('reads a token file again after a minute, and after it was refused', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const tokenFile = write('token', 'one');
  const credentials = credentialsOf({ tokenFile });
  const first = await credentials.get();
  write('token', 'two');
  vi.advanceTimersByTime(59_000);
  expect(await credentials.get()).toBe(first);
  vi.advanceTimersByTime(2000);
  const second = await credentials.get();
  expect(second.headers).toEqual({ authorization: 'Bearer two' });
  write('token', 'three');
  await credentials.refuse(first); // long replaced
  expect(await credentials.get()).toBe(second);
  await credentials.refuse(second);
  expect((await credentials.get()).headers).toEqual({ authorization: 'Bearer three' });
});

describe('a refused login', () => {
  it('is renewed once, for all requests together', async () => {
    let wanted = 'one';
    const server = await startScripted(({ headers }, response) => {
      if (headers.authorization === `Bearer ${wanted}`) reply(response, {});
      else refuse(response, 401);
    });
    const connection = new Connection(contextOf(server, { tokenFile: write('token', 'one') }), { env: {} });
    await connection.json({ path: '/a' });
    wanted = 'two';
    write('token', 'two');
    await Promise.all(['/b', '/c', '/d'].map((path) => connection.json({ path })));
    expect(server.requests).toHaveLength(7);
    wanted = 'three';
    await expect(connection.json({ path: '/e' })).rejects.toMatchObject({
      kind: 'unauthorized',
      message: 'The cluster does not accept your login.',
    });
    expect(server.requests).toHaveLength(9);
    connection.close();
    await server.close();
  });

  it('is not tried again where there is no other', async () => {
    const server = await startScripted((_request, response) => refuse(response, 401));
    const connection = new Connection(contextOf(server, { token: 'fixed' }), { env: {} });
    await expect(connection.json({ path: '/' })).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(server.requests).toHaveLength(1);
    connection.close();
    await server.close();
  });
});

function saveCertificate(name: string): void {
  const { cert, key } = makeCertificate({ name });
  write('me.crt', cert);
  write('me.key', key);
}

it('takes a client certificate that is written anew', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  saveCertificate('one');
  const user = { 'client-certificate': join(folder, 'me.crt'), 'client-key': join(folder, 'me.key') };
  const credentials = credentialsOf(user);
  const first = await credentials.get();
  saveCertificate('two');
  expect(await credentials.get()).toBe(first);
  vi.advanceTimersByTime(61_000);
  expect((await credentials.get()).certificate).not.toEqual(first.certificate);
});
