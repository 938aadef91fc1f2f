import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { contextOf, refuse, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';
import type { ScriptedServer } from '../../../../test/harness/cluster/scriptedServer.ts';
import { Connection } from '../transport/connection.ts';
import { oidcToken } from './oidc.ts';

const HOUR = 3600;
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token that lives so many seconds; `name` tells it from others. */
function jwt(name: string, life: number): string {
  return `${part({ alg: 'none' })}.${part({ exp: Math.floor(Date.now() / 1000) + life, name })}.x`;
}

interface Issuer extends ScriptedServer {
  readonly forms: URLSearchParams[];
}

/** A provider that gives a new token for each refresh. */
async function issuer(
  answer: (form: URLSearchParams, request: IncomingMessage, response: ServerResponse) => void,
): Promise<Issuer> {
  const forms: URLSearchParams[] = [];
  const server: ScriptedServer = await startScripted((request, response) => {
    if (request.url === '/realm/.well-known/openid-configuration') {
      return reply(response, { issuer: `${server.url}/realm`, token_endpoint: `${server.url}/token` });
    }
    return void text(request).then((body) => {
      const form = new URLSearchParams(body);
      forms.push(form);
      answer(form, request, response);
    });
  });
  ends.push(() => server.close());
  return { ...server, forms };
}

const provider = ({ url, authority }: ScriptedServer, rest: Record<string, string> = {}) => ({
  name: 'oidc',
  config: {
    'idp-issuer-url': `${url}/realm`,
    'idp-certificate-authority-data': Buffer.from(authority).toString('base64'),
    'client-id': 'kube',
    'id-token': jwt('old', -1),
    'refresh-token': `refresh ${url}`,
    ...rest,
  },
});

describe('an OIDC token', () => {
  it('is used until it expires, without asking anybody', async () => {
    const token = jwt('mine', HOUR);
    const config = { 'id-token': token };
    await expect(oidcToken({ name: 'oidc', config }, {})).resolves.toMatchObject({ token });
  });

  it('is renewed by the refresh token, and by the one that comes with the new token', async () => {
    let count = 0;
    const server = await issuer((_form, _request, response) => {
      count++;
      reply(response, { id_token: jwt(`new ${count}`, count === 1 ? -1 : HOUR), refresh_token: `r${count}` });
    });
    const own = provider(server);
    await oidcToken(own, {});
    const second = await oidcToken(own, {});
    expect(await oidcToken(own, {})).toEqual(second);
    expect(server.forms.map((form) => form.get('refresh_token'))).toEqual([
      own.config['refresh-token'],
      'r1',
    ]);
    expect(server.forms[0]?.get('client_id')).toBe('kube');
  });

  it('takes the secret to the header, and to the form where that is refused', async () => {
    const server = await issuer((form, { headers }, response) => {
      if (headers.authorization !== undefined) refuse(response, 401);
      else reply(response, { id_token: jwt(form.get('client_secret') ?? '', HOUR) });
    });
    const { token } = await oidcToken(provider(server, { 'client-secret': 's:1' }), {});
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toContain('"s:1"');
    expect(server.forms).toHaveLength(2);
  });

  it('may come from a provider whose authority is in a file', async () => {
    const server = await issuer((_form, _request, response) => reply(response, { id_token: jwt('a', HOUR) }));
    const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-oidc-'));
    ends.push(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'ca.crt'), server.authority);
    const file = {
      'idp-certificate-authority': join(folder, 'ca.crt'),
      'idp-certificate-authority-data': '',
    };
    await expect(oidcToken(provider(server, file), {})).resolves.toBeDefined();
  });

  it('is renewed when the API server refuses it before its time', async () => {
    const fresh = jwt('fresh', HOUR);
    const server = await issuer((_form, _request, response) => reply(response, { id_token: fresh }));
    const cluster = await startScripted(({ headers }, response) => {
      if (headers.authorization === `Bearer ${fresh}`) reply(response, {});
      else refuse(response, 401);
    });
    ends.push(() => cluster.close());
    const user = { 'auth-provider': provider(server, { 'id-token': jwt('revoked', HOUR) }) };
    const connection = new Connection(contextOf(cluster, user), { env: {} });
    await expect(connection.json({ path: '/' })).resolves.toEqual({});
    connection.close();
  });
});

describe('what goes wrong', () => {
  it('is said by the provider', async () => {
    const server = await issuer((_form, _request, response) =>
      reply(response, { error: 'invalid_grant', error_description: 'Session not active' }, 400),
    );
    await expect(oidcToken(provider(server), {})).rejects.toMatchObject({
      kind: 'plugin',
      message: `The login at ${server.url}/realm cannot be renewed: 400 Session not active.`,
      advice: 'Log in again.',
    });
  });

  it('is a provider that is not trusted', async () => {
    const server = await issuer(() => undefined);
    await expect(oidcToken(provider(server, { 'idp-certificate-authority-data': '' }), {})).rejects.toThrow(
      /is not trusted/,
    );
  });

  it('is a login without a refresh token, or a provider that Kubernetes has removed', async () => {
    await expect(oidcToken({ name: 'oidc', config: {} }, {})).rejects.toMatchObject({
      message: 'The login has expired and cannot be renewed.',
    });
    await expect(oidcToken({ name: 'gcp', config: {} }, {})).rejects.toMatchObject({ kind: 'config' });
  });
});
