import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, vi } from 'vitest';
import { Exec } from '../../client/src/cluster/streams/exec.ts';
import { MergedLog } from '../../client/src/cluster/streams/mergedLog.ts';
import { PortForward } from '../../client/src/cluster/streams/portForward.ts';
import { RowList } from '../../client/src/cluster/resources/rowList.ts';
import { SECRETS } from '../../client/src/cluster/look/helm.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';
import { startRelay } from '../harness/cluster/relay.ts';
import type { Relay } from '../harness/cluster/relay.ts';
import { runPod, test } from '../harness/cluster/streamTest.ts';

const POLL = { timeout: 10_000, interval: 20 };
const CONFIG_MAPS = { ...SECRETS, kind: 'ConfigMap', resource: 'configmaps' };

async function through(server: ApiServer): Promise<{ readonly way: Relay; readonly connection: Connection }> {
  const way = await startRelay(Number(new URL(server.url).port));
  const url = `https://127.0.0.1:${way.port}`;
  const connection = new Connection(contextFor(server, { url }), { env: {}, policy: () => 'normal' });
  onTestFinished(() => connection.close());
  return { way, connection };
}

/** Only what our own code sets: sockets keep the time of the day. */
function stopTime(...toFake: ('setTimeout' | 'clearTimeout' | 'setInterval' | 'clearInterval')[]): void {
  vi.useFakeTimers({ toFake });
  onTestFinished(() => void vi.useRealTimers());
}

async function follow(server: ApiServer, namespace: string) {
  const { way, connection } = await through(server);
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  stopTime('setTimeout', 'clearTimeout');
  const list = new RowList(connection, { type: CONFIG_MAPS, namespace }, () => undefined);
  onTestFinished(() => list.close());
  await expect.poll(() => list.state, POLL).toBe('live');
  const add = async (name: string) => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
    await create(server, `/api/v1/namespaces/${namespace}/configmaps`, object);
  };
  await add('first');
  const names = () => [...list.rows()].map(({ name }) => name);
  await expect.poll(names, POLL).toContain('first');
  return { way, list, add, names };
}

test('a watch that falls silent is taken up again after 90 s, without a word', async ({ server }) => {
  const { way, list, add, names } = await follow(server, 'silent');
  way.stall();
  await add('second');
  vi.advanceTimersByTime(89_000);
  await pause(100);
  expect(names()).not.toContain('second');
  vi.advanceTimersByTime(2000);
  await expect.poll(names, POLL).toContain('second');
  expect(list.failure).toBeUndefined();
});

test('a watch whose way is dead says so, and goes on when it is back', async ({ server }) => {
  const { way, list, add, names } = await follow(server, 'dead');
  way.hold();
  await add('second');
  vi.advanceTimersByTime(91_000);
  await expect
    .poll(() => {
      vi.advanceTimersByTime(10_000);
      return list.failure?.message;
    }, POLL)
    .toBe('There was no answer within 30 s.');
  expect(list.state).toBe('broken');
  expect(names()).toContain('first');
  way.release();
  await expect.poll(() => list.state, POLL).toBe('live');
  expect(names()).toContain('second');
});

test('a shell on a dead connection ends within 40 s and says why', async ({ server }) => {
  await runPod(server, 'shell');
  const { way, connection } = await through(server);
  stopTime('setInterval', 'clearInterval');
  let [out, end]: [string, unknown] = ['', undefined];
  const place = { namespace: 'default', pod: 'shell', container: 'web', command: ['sh'], tty: true };
  await Exec.start(connection, place, {
    output: (data) => (out += data.toString()),
    end: (how) => (end = how),
  });
  await expect.poll(() => out, POLL).not.toBe('');
  for (let minute = 0; minute < 3; minute++) {
    vi.advanceTimersByTime(20_000);
    await pause(100); // for the answer to the ping
  }
  expect(end).toBeUndefined();
  way.stall();
  vi.advanceTimersByTime(40_000);
  await expect
    .poll(() => end, POLL)
    .toMatchObject({
      kind: 'unreachable',
      message: 'The connection to the container was lost: nothing comes from it any more.',
    });
});

test('a forwarded port on a dead connection says so, the next one works, and one that is left goes', async ({
  server,
}) => {
  const echo = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void echo.close());
  await runPod(server, 'echo', { ports: { 7: (echo.address() as AddressInfo).port } });
  const { way, connection } = await through(server);
  stopTime('setInterval', 'clearInterval', 'setTimeout', 'clearTimeout');
  const path = '/api/v1/namespaces/default/pods/echo';
  const owner = { kind: 'Pod', name: 'echo', namespace: 'default', path };
  const forward = await PortForward.start(connection, { owner, target: 7, localPort: 0 });
  onTestFinished(() => forward.stop());
  const open = async () => {
    const socket = connect(forward.localPort, '127.0.0.1');
    const closed = new Promise<string>((resolve) => {
      socket.once('error', ({ message }) => resolve(message));
      socket.once('close', () => resolve('closed'));
    });
    socket.write('hello');
    await new Promise((resolve) => socket.once('data', resolve));
    return { socket, closed };
  };
  const first = await open();
  way.stall();
  vi.advanceTimersByTime(40_000);
  expect(await first.closed).toMatch(/ECONNRESET/);
  expect(forward.failure).toBe('The connection to the pod was lost: nothing comes from it any more.');
  const second = await open();
  expect(forward.failure).toBeUndefined();
  // One that is left looks like one that only waits for an answer: it goes after five minutes.
  second.socket.destroy();
  await pause(100);
  expect(forward.connections).toBe(1);
  vi.advanceTimersByTime(5 * 60_000);
  await expect.poll(() => forward.connections, POLL).toBe(0);
});

const TICKS = 'i=0; while true; do i=$((i+1)); echo "tick $i"; sleep 0.05; done';

async function listen(server: ApiServer, pod: string, script: string) {
  await runPod(server, pod, { script });
  const { way, connection } = await through(server);
  stopTime('setTimeout', 'clearTimeout');
  const [texts, notes]: [string[], string[]] = [[], []];
  const path = `/api/v1/namespaces/default/pods/${pod}`;
  const owner = { kind: 'Pod', name: pod, namespace: 'default', path };
  const log = new MergedLog(
    connection,
    owner,
    { follow: true },
    {
      lines: (lines) => texts.push(...lines.map(({ text }) => text)),
      note: (text) => notes.push(text),
      end: () => undefined,
    },
  );
  onTestFinished(() => log.close());
  const heard = () => {
    vi.advanceTimersByTime(100);
    return texts.length;
  };
  await expect.poll(heard, POLL).toBeGreaterThan(0);
  return { way, texts, notes, heard };
}

test('a followed log on a dead connection is read again, without a line twice', async ({ server }) => {
  const { way, texts, notes, heard } = await listen(server, 'ticks', TICKS);
  way.stall();
  const { length } = texts;
  vi.advanceTimersByTime(30_000);
  await expect.poll(heard, POLL).toBeGreaterThan(length + 20);
  expect(texts).toEqual(texts.map((_, index) => `tick ${index + 1}`));
  expect(notes).toEqual(['ticks web: The connection was lost: more was written than came.']);
});

test('a followed log whose way is dead says so, and goes on when it is back', async ({ server }) => {
  const { way, texts, notes, heard } = await listen(server, 'lost', TICKS);
  way.hold();
  vi.advanceTimersByTime(30_000);
  await expect
    .poll(() => {
      vi.advanceTimersByTime(5000);
      return notes.join();
    }, POLL)
    .toBe('lost web: There was no answer within 15 s.');
  const { length } = texts;
  way.release();
  await expect.poll(heard, POLL).toBeGreaterThan(length + 20);
  expect(texts).toEqual(texts.map((_, index) => `tick ${index + 1}`));
});

test('a followed log that is only quiet is left alone', async ({ server }) => {
  const { texts, notes } = await listen(server, 'quiet', 'echo one; exec sleep 60');
  for (let minute = 0; minute < 3; minute++) {
    vi.advanceTimersByTime(60_000);
    await pause(100);
  }
  expect([texts, notes]).toEqual([['one'], []]);
});
