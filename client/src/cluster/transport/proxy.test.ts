import { createServer as createTcp } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Proxy } from '../../../../test/harness/cluster/proxies.ts';
import { httpProxy, socksProxy } from '../../../../test/harness/cluster/proxies.ts';
import {
  contextOf,
  listen,
  refuse,
  reply,
  serverCertificate,
  startScripted,
} from '../../../../test/harness/cluster/scriptedServer.ts';
import type { ScriptedServer } from '../../../../test/harness/cluster/scriptedServer.ts';
import { Connection } from './connection.ts';
import { proxyFor } from './proxy.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config: server, NO_PROXY, whether the proxy is used. */
const RULES: readonly (readonly [server: string, noProxy: string, uses: boolean])[] = [
  ['https://example.com', '', true],
  ['https://example.com', '*', false],
  ['https://example.com', 'example.com', false],
  ['https://EXAMPLE.com', 'Example.COM', false],
  ['https://a.example.com', 'example.com', false],
  ['https://notexample.com', 'example.com', true],
  ['https://example.com', '.example.com', true],
  ['https://a.example.com', '.example.com', false],
  ['https://a.example.com', '*.example.com', false],
  ['https://example.com', '*.example.com', true],
  ['https://a.example.com', 'b.com, example.com', false],
  ['https://example.com', 'example.com:443', false],
  ['https://example.com:6443', 'example.com:443', true],
  ['https://example.com:6443', 'example.com:6443', false],
  ['http://example.com', 'example.com:80', false],
  ['https://example.com', ':443', true],
  ['https://example.com', 'com', false],
  ['https://10.1.2.3', '10.1.2.3', false],
  ['https://10.1.2.3', '10.1.2.4', true],
  ['https://10.1.2.3', '10.0.0.0/8', false],
  ['https://10.1.2.3', '11.0.0.0/8', true],
  ['https://10.1.2.3', '10.0.0.0/99', true],
  ['https://10.1.2.3:6443', '10.1.2.3:6443', false],
  ['https://10.1.2.3:6443', '10.1.2.3:443', true],
  ['https://10.1.2.3', '.2.3', false],
  ['https://[fd00::1]', 'fd00::1', false],
  ['https://[fd00::1]', '[fd00::1]', false],
  ['https://[fd00::1]:6443', '[fd00::1]:6443', false],
  ['https://[fd00::1]', 'fd00::/8', false],
  ['https://[fd00::1]', '10.0.0.0/8', true],
  ['https://example.com', '10.0.0.0/8', true],
  ['https://localhost', '', false],
  ['https://127.0.0.1', '', false],
  ['https://127.9.9.9', '', false],
  ['https://[::1]', '', false],
  ['https://127.example.com', '', true],
];

describe('which proxy', () => {
  it.for(RULES)('%s with NO_PROXY=%s: %s', ([server, NO_PROXY, uses]) => {
    const proxy = 'http://proxy:3128';
    const found = proxyFor(new URL(server), undefined, { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY });
    expect(found !== undefined).toBe(uses);
  });

  it('is that of the kubeconfig, else that of the environment', () => {
    const server = new URL('https://example.com');
    expect(proxyFor(server, 'socks5://own:1', { HTTPS_PROXY: 'http://env:1', NO_PROXY: '*' })?.host).toBe(
      'own:1',
    );
    expect(proxyFor(server, undefined, { HTTPS_PROXY: 'env:1' })?.href).toBe('http://env:1/');
    expect(proxyFor(server, undefined, { https_proxy: 'http://small:1' })?.host).toBe('small:1');
    expect(proxyFor(server, undefined, { HTTP_PROXY: 'http://env:1' })).toBeUndefined();
    expect(proxyFor(new URL('http://example.com'), undefined, { HTTP_PROXY: 'http://env:1' })?.host).toBe(
      'env:1',
    );
  });

  it('must be one that can be used, and does not show its password', () => {
    expect(() => proxyFor(new URL('https://a'), 'ftp://me:secret@p', {})).toThrow(
      'The proxy address "ftp://p" cannot be used.',
    );
  });
});

async function through(
  { server: proxyServer }: Proxy,
  address: (port: number) => string,
  host = 'cluster.example.com',
): Promise<{ readonly connection: Connection; readonly server: ScriptedServer }> {
  const own = serverCertificate({ hosts: ['cluster.example.com', '127.0.0.1'] });
  const server = await startScripted((_request, response) => reply(response, { ok: true }), own);
  const { port, close } = await listen(proxyServer);
  const url = `https://${host}:${server.port}`;
  const context = contextOf({ ...server, url }, {}, { 'proxy-url': address(port) });
  const connection = new Connection(context, { env: {}, policy: () => 'normal' });
  ends.push(
    () => connection.close(),
    close,
    () => server.close(),
  );
  return { connection, server };
}

describe('a proxy', () => {
  it.for([
    ['http', () => httpProxy(), (port: number) => `http://127.0.0.1:${port}`],
    [
      'http with a password',
      () => httpProxy({ password: 'me:p@ss' }),
      (port: number) => `http://me:p%40ss@127.0.0.1:${port}`,
    ],
    ['https', () => httpProxy({ secure: true }), (port: number) => `https://127.0.0.1:${port}`],
    ['socks5', () => socksProxy(), (port: number) => `socks5://127.0.0.1:${port}`],
    [
      'socks5 with a password',
      () => socksProxy({ password: 'me:pass' }),
      (port: number) => `socks5://me:pass@127.0.0.1:${port}`,
    ],
  ] as const)('%s leads to the server, whose name it looks up', async ([, make, address]) => {
    const proxy = make();
    const { connection, server } = await through(proxy, address);
    const answers = await Promise.all(Array.from({ length: 20 }, () => connection.json({ path: '/' })));
    expect(answers).toHaveLength(20);
    expect(new Set(proxy.targets)).toEqual(new Set([`cluster.example.com:${server.port}`]));
    expect(proxy.targets.length).toBeLessThanOrEqual(6);
  });

  it('leads to an address, too', async () => {
    const proxy = socksProxy();
    const { connection, server } = await through(proxy, (port) => `socks5h://127.0.0.1:${port}`, '127.0.0.1');
    await connection.json({ path: '/' });
    expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`]);
  });

  it.for([
    [
      'wants a password',
      () => httpProxy({ password: 'a:b' }),
      'http',
      /does not let through to cluster\.example\.com:\d+: it answers 407 Proxy Authentication Required\.$/,
    ],
    [
      'wants a password (socks5)',
      () => socksProxy({ password: 'a:b' }),
      'socks5',
      /it asks for a name and a password\.$/,
    ],
    [
      'refuses the password',
      () => socksProxy({ password: 'a:b' }),
      'socks5://x:y@',
      /does not accept the name and the password\.$/,
    ],
    ['forbids the way', () => socksProxy({ reply: 2 }), 'socks5', /its rules forbid it\.$/],
    [
      'is none',
      () => ({ server: createTcp((socket) => socket.end('hello there\r\n\r\n')), targets: [] }),
      'socks5',
      /it does not speak SOCKS5\.$/,
    ],
    ['speaks no TLS', () => httpProxy(), 'https', /^The proxy does not work: .* it does not speak TLS\.$/],
  ] as const)('that %s is named', async ([, make, scheme, message]) => {
    const start = scheme.includes(':') ? scheme : `${scheme}://`;
    const { connection } = await through(make(), (port) => `${start}127.0.0.1:${port}`);
    await expect(connection.json({ path: '/' })).rejects.toMatchObject({
      kind: 'proxy',
      message: expect.stringMatching(message) as string,
    });
  });

  it('that is not there is named', async () => {
    const { connection } = await through(httpProxy(), () => 'http://127.0.0.1:1');
    await expect(connection.json({ path: '/' })).rejects.toMatchObject({
      kind: 'proxy',
      message: 'The proxy does not work: 127.0.0.1:1 cannot be reached: nothing listens there.',
    });
  });
});

describe('a WebSocket', () => {
  it('goes through a proxy', async () => {
    const proxy = httpProxy();
    const { connection, server } = await through(proxy, (port) => `http://127.0.0.1:${port}`);
    const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'v5.channel.k8s.io' });
    server.server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (one) => one.send('hello'));
    });
    const socket = await connection.socket('/exec?command=ls', ['v5.channel.k8s.io']);
    const message = await new Promise((resolve) => socket.once('message', resolve));
    expect(String(message)).toBe('hello');
    socket.terminate();
    expect(proxy.targets).toHaveLength(1);
  });

  it.for([
    ['answers with a page', 200, '<html>', 'upgrade'],
    ['answers that it cannot', 502, 'bad gateway', 'upgrade'],
    [
      'takes away what asks for it',
      400,
      JSON.stringify({ kind: 'Status', code: 400, message: 'Upgrade request required' }),
      'upgrade',
    ],
    [
      'is the API server, which forbids it',
      403,
      JSON.stringify({ kind: 'Status', code: 403, message: 'no' }),
      'forbidden',
    ],
    [
      'is the API server, which knows no such pod',
      404,
      JSON.stringify({ kind: 'Status', code: 404, message: 'no' }),
      'notFound',
    ],
    ['is the API server, which wants a login', 401, '', 'unauthorized'],
  ] as const)('is refused by who %s', async ([, code, body, kind]) => {
    const server = await startScripted((_request, response) => reply(response, { ok: true }));
    server.server.on('upgrade', (_request, socket) => {
      socket.end(`HTTP/1.1 ${code} No\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
    const connection = new Connection(contextOf(server), { env: {}, policy: () => 'normal' });
    ends.push(
      () => connection.close(),
      () => server.close(),
    );
    await expect(connection.socket('/exec', [])).rejects.toMatchObject({ kind });
    await expect(connection.json({ path: '/' })).resolves.toEqual({ ok: true });
  });

  it('is said to be refused in plain words', async () => {
    const server = await startScripted((_request, response) =>
      refuse(response, 400, 'Upgrade request required'),
    );
    server.server.on('upgrade', (_request, socket) =>
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n'),
    );
    const connection = new Connection(contextOf(server), { env: {}, policy: () => 'normal' });
    ends.push(
      () => connection.close(),
      () => server.close(),
    );
    await expect(connection.socket('/exec', [])).rejects.toMatchObject({
      message:
        'The server, or a proxy before it, refuses WebSockets (it answered 403): shells and port-forwarding do not work there.',
      advice: 'All else works. Go past the proxy, or have it let WebSockets through.',
    });
  });

  it('ends with what it is for', async () => {
    const server = await startScripted(() => undefined);
    server.server.on('upgrade', () => undefined);
    const connection = new Connection(contextOf(server), { env: {}, policy: () => 'normal' });
    ends.push(
      () => connection.close(),
      () => server.close(),
    );
    await expect(connection.socket('/exec', [], { signal: AbortSignal.timeout(50) })).rejects.toThrow(
      /closed before/,
    );
  });
});
