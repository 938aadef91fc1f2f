import { createServer as createPlain } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTcp } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import {
  contextOf,
  listen,
  refuse,
  reply,
  serverCertificate,
  startScripted,
} from '../../../../test/harness/cluster/scriptedServer.ts';
import { startRelay } from '../../../../test/harness/cluster/relay.ts';
import type { ScriptedServer } from '../../../../test/harness/cluster/scriptedServer.ts';
import type { ConnectionOptions } from './connection.ts';
import { Connection } from './connection.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(...args: Parameters<typeof startScripted>): Promise<ScriptedServer> {
  const server = await startScripted(...args);
  ends.push(() => server.close());
  return server;
}

function connect(
  server: Pick<ScriptedServer, 'url' | 'authority'>,
  cluster: Record<string, unknown> = {},
  options: Partial<ConnectionOptions> = {},
): Connection {
  const connection = new Connection(contextOf(server, {}, cluster), { env: {}, ...options });
  ends.unshift(() => connection.close());
  return connection;
}

describe('the pool', () => {
  it('takes few connections for many requests', async () => {
    const server = await start((_request, response) => reply(response, {}));
    const connection = connect(server);
    const ask = (): Promise<unknown> => connection.json({ path: '/' });
    await Promise.all(Array.from({ length: 20 }, ask));
    expect(server.connections()).toBeLessThanOrEqual(6);
    const before = server.connections();
    for (let index = 0; index < 20; index++) await ask();
    expect(server.connections()).toBe(before);
    expect(server.requests).toHaveLength(40);
  });

  it('goes on when the server has closed an unused connection', async () => {
    const server = await start((_request, response) => reply(response, { ok: true }));
    const connection = connect(server);
    await connection.json({ path: '/' });
    server.cut();
    await expect(connection.json({ path: '/' })).resolves.toEqual({ ok: true });
  });

  it('loses one request at most to connections that have died without a word', async () => {
    const server = await start((_request, response) => reply(response, { ok: true }));
    const way = await startRelay(server.port);
    const connection = connect({ ...server, url: `https://127.0.0.1:${way.port}` });
    await Promise.all(Array.from({ length: 6 }, () => connection.json({ path: '/' })));
    way.stall();
    await expect(connection.json({ path: '/', timeout: 200 })).rejects.toMatchObject({ kind: 'timeout' });
    await expect(connection.json({ path: '/' })).resolves.toEqual({ ok: true });
  });

  it('does not let what is followed stand in the way', async () => {
    const server = await start(({ url }, response) => {
      if (url === '/json') reply(response, {});
      else response.writeHead(200).flushHeaders();
    });
    const connection = connect(server);
    const streams = await Promise.all(
      Array.from({ length: 12 }, () => connection.stream({ path: '/watch' })),
    );
    await expect(connection.json({ path: '/json' })).resolves.toEqual({});
    for (const stream of streams) stream.destroy();
  });
});

describe('certificates', () => {
  it('says that one has expired', async () => {
    const server = await start(() => undefined, serverCertificate({ until: new Date('2021-01-01') }));
    await expect(connect(server).json({ path: '/' })).rejects.toMatchObject({
      kind: 'certificate',
      message: expect.stringMatching(/has expired\.$/) as string,
    });
  });

  it('says that one is not trusted', async () => {
    const { url } = await start(() => undefined);
    const { authority } = await start(() => undefined, serverCertificate({}));
    const other = connect({ url, authority }, { 'certificate-authority-data': undefined });
    await expect(other.json({ path: '/' })).rejects.toMatchObject({ kind: 'certificate' });
    const careless = connect({ url, authority }, { 'insecure-skip-tls-verify': true, server: url });
    await expect(careless.json({ path: '/', timeout: 50 })).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('says that one is for another name, and takes tls-server-name', async () => {
    const own = serverCertificate({ hosts: ['kubernetes.example.com'] });
    const server = await start((_request, response) => reply(response, { ok: true }), own);
    await expect(connect(server).json({ path: '/' })).rejects.toMatchObject({
      kind: 'certificate',
      message: expect.stringMatching(/is for another name/) as string,
      advice: expect.stringMatching(/tls-server-name/) as string,
    });
    const named = connect(server, { 'tls-server-name': 'kubernetes.example.com' });
    await expect(named.json({ path: '/' })).resolves.toEqual({ ok: true });
  });
});

describe('servers that are none', () => {
  it('says that a server without TLS speaks none', async () => {
    const plain = createPlain((_request, response) => response.end('hello'));
    const { port, close } = await listen(plain);
    ends.push(close);
    const { authority } = await start(() => undefined);
    const other = connect({ url: `https://127.0.0.1:${port}`, authority });
    await expect(other.json({ path: '/' })).rejects.toMatchObject({
      kind: 'unreachable',
      message: `127.0.0.1:${port} cannot be reached: it does not speak TLS.`,
    });
  });

  it('says that it speaks no HTTP', async () => {
    const { port, close } = await listen(
      createTls(serverCertificate({}), (socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n')),
    );
    ends.push(close);
    const { authority } = await start(() => undefined);
    const other = connect({ url: `https://127.0.0.1:${port}`, authority });
    await expect(other.json({ path: '/' })).rejects.toMatchObject({
      kind: 'server',
      message: `127.0.0.1:${port} does not answer as a web server does.`,
    });
  });

  it('says that an answer cannot be unpacked', async () => {
    const server = await start((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('this is no gzip');
    });
    await expect(connect(server).json({ path: '/' })).rejects.toMatchObject({
      kind: 'server',
      message: expect.stringMatching(/cannot be unpacked/) as string,
    });
  });

  it('says that it answers with a web page', async () => {
    const server = await start((_request, response) => response.end('<html>Log in</html>'));
    await expect(connect(server).json({ path: '/' })).rejects.toMatchObject({
      kind: 'server',
      message: expect.stringMatching(/answers with a web page/) as string,
    });
  });

  it('does not wait for one that accepts and says nothing', async () => {
    const { port, close } = await listen(createTcp(() => undefined));
    ends.push(close);
    const { authority } = await start(() => undefined);
    const other = connect({ url: `https://127.0.0.1:${port}`, authority });
    await expect(other.json({ path: '/', timeout: 100 })).rejects.toMatchObject({ kind: 'timeout' });
  });

  it('does not wait for an answer that stops in its middle', async () => {
    const server = await start((_request, response) => response.writeHead(200).write('{'));
    await expect(connect(server).json({ path: '/', timeout: 1000 })).rejects.toMatchObject({
      kind: 'timeout',
      message: 'The answer broke off: nothing came for 1 s.',
    });
  });

  it('says that an answer was cut', async () => {
    const server = await start((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(connect(server).json({ path: '/' })).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(/the connection was cut/) as string,
    });
  });

  it('waits for one that is slow, but not after an end', async () => {
    const server = await start((_request, response) => void pause(150).then(() => reply(response, {})));
    const connection = connect(server);
    await expect(connection.json({ path: '/' })).resolves.toEqual({});
    const signal = AbortSignal.timeout(20);
    await expect(connection.json({ path: '/', signal })).rejects.toThrow(/abort/);
  });
});

it.for([
  [403, 'forbidden', 'You may not read /x: no.'],
  [404, 'notFound', 'no.'],
  [410, 'gone', 'no'],
  [429, 'server', 'The cluster has too much to do.'],
  [500, 'server', 'The cluster answered 500: no.'],
] as const)('keeps the Status of an answer: %s', async ([code, kind, message]) => {
  const server = await start((_request, response) => refuse(response, code));
  await expect(connect(server).json({ path: '/x?limit=1' })).rejects.toMatchObject({
    kind,
    message,
    status: { code, message: 'no' },
  });
});

it('keeps the path of a server behind a gateway', async () => {
  const server = await start((_request, response) => reply(response, {}));
  await connect(server, { server: `${server.url}/k8s/clusters/c-1/` }).json({ path: '/api?limit=1' });
  expect(server.requests).toEqual(['GET /k8s/clusters/c-1/api?limit=1']);
});

it('tells of requests without what may be secret', async () => {
  const server = await start((_request, response) => {
    response.setHeader('warning', '299 - "it is \\"old\\""');
    reply(response, {});
  });
  const [told, warnings]: [string[], string[]] = [[], []];
  const connection = connect(
    server,
    {},
    {
      onRequest: (method, path) => told.push(`${method} ${path}`),
      onWarning: (text) => warnings.push(text),
    },
  );
  await connection.json({ path: '/api/v1/pods?limit=500&continue=abc%3D&labelSelector=a' });
  await connection.json({ path: '/exec?command=mysql&command=-psecret&stdin=true' });
  expect(told).toEqual([
    'GET /api/v1/pods?limit=500&continue=…&labelSelector=a',
    'GET /exec?command=…&command=…&stdin=true',
  ]);
  expect(warnings).toEqual(['it is "old"', 'it is "old"']);
});
