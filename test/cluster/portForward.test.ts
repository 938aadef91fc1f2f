import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { PortForward, PortInUse } from '../../client/src/cluster/streams/portForward.ts';
import type { PodOwner } from '../../client/src/cluster/streams/podsOf.ts';
import { portsOf } from '../../client/src/cluster/streams/ports.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { freePorts } from '../harness/cluster/processes.ts';
import { create } from '../harness/cluster/objects.ts';
import { deletePod, runDeployment, runPod, test } from '../harness/cluster/streamTest.ts';

const NAMESPACE = '/api/v1/namespaces/default';
const POLL = { timeout: 10_000, interval: 20 };
const owner = (kind: string, name: string): PodOwner => {
  const folder = kind === 'Deployment' ? '/apis/apps/v1/namespaces/default/deployments' : NAMESPACE;
  const path = kind === 'Deployment' ? folder : `${folder}/${kind.toLowerCase()}s`;
  return { kind, name, namespace: 'default', path: `${path}/${name}` };
};

/** Something on this machine that pods stand for. */
async function serving(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
const greeting = () => serving(createHttpServer((request, response) => response.end(`hello ${request.url}`)));

async function forward(connection: Connection, of: PodOwner, target: number | string): Promise<PortForward> {
  const started = await PortForward.start(connection, { owner: of, target, localPort: 0 });
  onTestFinished(() => started.stop());
  return started;
}
const get = async ({ localPort }: PortForward, path = '/'): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${localPort}${path}`, { headers: { connection: 'close' } });
  return response.text();
};

test('forwards to a pod, many connections at once', async ({ server, connection }) => {
  await runPod(server, 'web', { ports: { 80: await greeting() } });
  const forwarded = await forward(connection, owner('Pod', 'web'), 80);
  expect(await get(forwarded, '/a')).toBe('hello /a');
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => get(forwarded, `/${index}`)));
  expect(answers[19]).toBe('hello /19');
  expect(forwarded).toMatchObject({ pod: 'web', failure: undefined });
});

test('carries a lot of data both ways unchanged', async ({ server, connection }) => {
  const echo = await serving(createServer((socket) => socket.pipe(socket)));
  await runPod(server, 'echo', { ports: { 7: echo } });
  const { localPort } = await forward(connection, owner('Pod', 'echo'), 7);
  const sent = Buffer.alloc(8_000_000, 'abcdefg');
  const socket = connect(localPort, '127.0.0.1');
  socket.write(sent);
  let received = 0;
  await new Promise<void>((resolve) => {
    socket.on('data', (part) => {
      expect(part.equals(sent.subarray(received, received + part.length))).toBe(true);
      received += part.length;
      if (received === sent.length) resolve();
    });
  });
  socket.destroy();
});

test('finds the port of a Service through a pod that is ready', async ({ server, connection }) => {
  await runDeployment(server, 'shop', 2, { ports: { 8080: await greeting() } });
  await create(server, `${NAMESPACE}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop' },
    spec: { selector: { app: 'shop' }, ports: [{ name: 'http', port: 80, targetPort: 'port-8080' }] },
  });
  const [port] = await portsOf(connection, owner('Service', 'shop'));
  expect(port).toEqual({ name: 'http', port: 80, target: 'port-8080' });
  const forwarded = await forward(connection, owner('Service', 'shop'), port?.target ?? 0);
  expect(await get(forwarded)).toBe('hello /');
  await expect(forward(connection, owner('Service', 'shop'), 'grpc')).rejects.toThrow(
    /No container of shop-\S+ has a port named grpc/,
  );
});

test('follows a pod that is replaced within two seconds', async ({ server, connection }) => {
  const ports = { 8080: await greeting() };
  const [pod] = await runDeployment(server, 'moving', 1, { ports });
  const name = pod?.metadata?.name ?? '';
  expect(await portsOf(connection, owner('Deployment', 'moving'))).toMatchObject([{ port: 8080 }]);
  const byWorkload = await forward(connection, owner('Deployment', 'moving'), 8080);
  const byPod = await forward(connection, owner('Pod', name), 8080);
  expect([await get(byWorkload), await get(byPod)]).toEqual(['hello /', 'hello /']);
  await deletePod(server, name);
  const begun = performance.now();
  expect([await get(byWorkload), await get(byPod)]).toEqual(['hello /', 'hello /']);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(byPod.pod).not.toBe(name);
  expect(byPod.pod).toBe(byWorkload.pod);
});

test('says at once that nothing listens in the pod', async ({ server, connection }) => {
  const [dead = 0] = await freePorts(1);
  await runPod(server, 'dead', { ports: { 80: dead } });
  const forwarded = await forward(connection, owner('Pod', 'dead'), 80);
  const begun = performance.now();
  await expect(get(forwarded)).rejects.toThrow(/fetch failed/);
  expect(performance.now() - begun).toBeLessThan(2000);
  expect(forwarded.failure).toMatch(/connection refused/);
  await expect.poll(() => forwarded.connections, POLL).toBe(0);
});

test('says that the port is taken and which one is free', async ({ server, connection }) => {
  await runPod(server, 'taken', { ports: { 80: await greeting() } });
  const localPort = await serving(createServer());
  const options = { owner: owner('Pod', 'taken'), target: 80, localPort };
  const failure = await PortForward.start(connection, options).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PortInUse);
  const { free, message } = failure as PortInUse;
  expect(message).toBe(`Port ${localPort} of this machine is in use.`);
  const other = await PortForward.start(connection, { ...options, localPort: free });
  expect(await get(other)).toBe('hello /');
  other.stop();
});

test('ends its connections and frees the port when it is stopped', async ({ server, connection }) => {
  const silent = await serving(createServer((socket) => void socket.write('hello')));
  await runPod(server, 'stopped', { ports: { 80: silent } });
  const forwarded = await forward(connection, owner('Pod', 'stopped'), 80);
  const { localPort } = forwarded;
  const socket = connect(localPort, '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('data', resolve));
  forwarded.stop();
  await closed;
  const again = await PortForward.start(connection, {
    owner: owner('Pod', 'stopped'),
    target: 80,
    localPort,
  });
  again.stop();
});

test('says that there is no pod', async ({ server, connection }) => {
  await expect(forward(connection, owner('Pod', 'nowhere'), 80)).rejects.toThrow('Pod nowhere has no pod.');
  await create(server, `${NAMESPACE}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'external' },
    spec: { type: 'ExternalName', externalName: 'example.com' },
  });
  await expect(forward(connection, owner('Service', 'external'), 80)).rejects.toThrow(
    'Service external selects no pods.',
  );
});

test('says that the server refuses WebSockets', async ({ server }) => {
  await runPod(server, 'behind', { ports: { 80: await greeting() } });
  // A proxy that knows only plain requests.
  const proxy = createHttpServer((request, response) => {
    void server
      .send('GET', request.url ?? '')
      .then(({ status, body }) => response.writeHead(status).end(body));
  });
  proxy.on('upgrade', (_request, socket) =>
    socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'),
  );
  const url = `http://127.0.0.1:${await serving(proxy)}`;
  const behind = new Connection(contextFor(server, { url }), { env: {}, policy: () => 'normal' });
  const forwarded = await forward(behind, owner('Pod', 'behind'), 80);
  await expect(get(forwarded)).rejects.toThrow(/fetch failed/);
  expect(forwarded.failure).toMatch(/refuses WebSockets/);
  behind.close();
});
