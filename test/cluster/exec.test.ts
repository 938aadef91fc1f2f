import { mkdirSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ClusterFailure } from '../../client/src/cluster/failure.ts';
import type { Pod } from '../../client/src/cluster/models.ts';
import { Exec } from '../../client/src/cluster/streams/exec.ts';
import { missingShell, SHELLS, systemOf } from '../../client/src/cluster/streams/shells.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { startRelay } from '../harness/cluster/relay.ts';
import { deletePod, runPod, test } from '../harness/cluster/streamTest.ts';

const POLL = { timeout: 10_000, interval: 20 };

interface Run {
  out: string;
  err: string;
  end: number | ClusterFailure | undefined;
  readonly exec: Exec;
}

async function run(
  connection: Connection,
  pod: string,
  command: readonly string[],
  tty = false,
): Promise<Run> {
  const result: Omit<Run, 'exec'> = { out: '', err: '', end: undefined };
  const place = { namespace: 'default', pod, container: 'web' };
  const exec = await Exec.start(
    connection,
    { ...place, command, tty },
    {
      output: (data, isError) => (result[isError ? 'err' : 'out'] += data.toString('utf8')),
      end: (end) => (result.end = end),
    },
  );
  return Object.assign(result, { exec });
}

test('runs a command and gives its outputs and its exit code', async ({ server, connection }) => {
  await runPod(server, 'codes');
  const good = await run(connection, 'codes', ['sh', '-c', 'echo out; echo err >&2']);
  const bad = await run(connection, 'codes', ['sh', '-c', 'exit 42']);
  const killed = await run(connection, 'codes', ['sh', '-c', 'kill -9 $$']);
  await expect.poll(() => [good.end, bad.end, killed.end], POLL).toEqual([0, 42, 137]);
  expect([good.out, good.err]).toEqual(['out\n', 'err\n']);
});

test('hands on what is typed, and its end', async ({ server, connection }) => {
  await runPod(server, 'typed');
  const cat = await run(connection, 'typed', ['cat']);
  cat.exec.write('grüße\n');
  await expect.poll(() => cat.out, POLL).toBe('grüße\n');
  cat.exec.endInput();
  await expect.poll(() => cat.end, POLL).toBe(0);
});

test('moves a lot of data unchanged', async ({ server, connection }) => {
  await runPod(server, 'bulk');
  const sum = await run(connection, 'bulk', ['sh', '-c', 'head -c 5000000 /dev/zero | tr "\\0" x']);
  await expect.poll(() => sum.end, POLL).toBe(0);
  expect(sum.out).toHaveLength(5_000_000);
});

test('brings a terminal no more than it can draw, and stays open to what is typed', async ({
  server,
  connection,
}) => {
  await runPod(server, 'flood');
  const flood = await run(
    connection,
    'flood',
    ['sh', '-c', 'while true; do echo xxxxxxxxxxxxxxxxxxxxxxxx; done'],
    true,
  );
  await expect.poll(() => flood.out.length, POLL).toBeGreaterThan(0);
  const begun = { at: performance.now(), length: flood.out.length };
  await pause(1000);
  const rate = (flood.out.length - begun.length) / (performance.now() - begun.at);
  expect(rate).toBeLessThan(15_000); // bytes a millisecond
  flood.exec.write('\u0003');
  await expect.poll(() => flood.end, POLL).toBe(130);
});

test('is a terminal whose size follows', async ({ server, connection }) => {
  await runPod(server, 'sized');
  const shell = await run(connection, 'sized', ['sh'], true);
  shell.exec.resize(101, 37);
  await pause(100);
  shell.exec.write('stty size\n');
  await expect.poll(() => shell.out, POLL).toMatch(/37 101/);
  shell.exec.resize(90, 20);
  await pause(100);
  shell.exec.write('stty size; exit 7\n');
  await expect.poll(() => shell.end, POLL).toBe(7);
  expect(shell.out).toMatch(/20 90/);
});

test('finds the best shell that there is', async ({ server, connection }) => {
  const folder = join(server.folder, 'only-sh');
  mkdirSync(folder);
  symlinkSync(execFileSync('sh', ['-c', 'command -v sh'], { encoding: 'utf8' }).trim(), join(folder, 'sh'));
  await runPod(server, 'with-bash');
  await runPod(server, 'with-sh', { env: { PATH: folder } });
  await runPod(server, 'with-none', { env: { PATH: join(folder, 'nothing') } });
  const best = SHELLS.linux[0]?.command ?? [];
  const [bash, sh, none] = await Promise.all(
    ['with-bash', 'with-sh', 'with-none'].map((pod) => run(connection, pod, best)),
  );
  bash?.exec.write('echo "is ${BASH_VERSION:-other}"\nexit\n');
  sh?.exec.write('echo "is ${BASH_VERSION:-other}"\nexit\n');
  await expect.poll(() => bash?.out, POLL).toMatch(/is \d/);
  await expect.poll(() => sh?.out, POLL).toMatch(/is /);
  await expect.poll(() => none?.end, POLL).toBeInstanceOf(Error);
  expect(missingShell(String(none?.end))).toMatch(/no such shell/);
});

test('knows Windows by the pod, else by its node', async ({ server, connection }) => {
  const pod = await runPod(server, 'anywhere');
  expect(await systemOf(connection, pod)).toBe('linux');
  const spec = { containers: [] };
  expect(await systemOf(connection, { spec: { ...spec, os: { name: 'windows' } } })).toBe('windows');
  await server.send('POST', '/api/v1/nodes', {
    type: 'application/json',
    text: JSON.stringify({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'windows-1', labels: { 'kubernetes.io/os': 'windows' } },
      spec: { unschedulable: true },
    }),
  });
  expect(await systemOf(connection, { spec: { ...spec, nodeName: 'windows-1' } })).toBe('windows');
  expect(await systemOf(connection, { spec: { ...spec, nodeName: 'gone' } })).toBe('linux');
});

test('says that the pod or the container is not there', async ({ server, connection }) => {
  await expect(run(connection, 'nowhere', ['sh'])).rejects.toMatchObject({ kind: 'notFound' });
  await runPod(server, 'here');
  const place = { namespace: 'default', pod: 'here', container: 'other', command: ['sh'], tty: false };
  const listener = { output: () => undefined, end: () => undefined };
  await expect(Exec.start(connection, place, listener)).rejects.toThrow(/other/);
});

test('ends when the pod goes away meanwhile', async ({ server, connection }) => {
  await runPod(server, 'leaving');
  const shell = await run(connection, 'leaving', ['sh'], true);
  await expect.poll(() => shell.out, POLL).not.toBe('');
  await deletePod(server, 'leaving');
  await expect.poll(() => shell.end, POLL).not.toBe(undefined);
  expect(shell.end === 0).toBe(false);
});

test('ends when the way to the server is cut meanwhile', async ({ server }) => {
  await runPod(server, 'cut');
  const way = await startRelay(Number(new URL(server.url).port));
  const connection = new Connection(contextFor(server, { url: `https://127.0.0.1:${way.port}` }), {
    policy: () => 'normal',
    env: {},
  });
  const shell = await run(connection, 'cut', ['sh'], true);
  await expect.poll(() => shell.out, POLL).not.toBe('');
  way.cut();
  await expect.poll(() => shell.end, POLL).toMatchObject({ kind: 'unreachable' });
  connection.close();
});

test('attaches to the main process, and types into it where it takes input', async ({
  server,
  connection,
}) => {
  const script = 'while read -r line; do echo "got $line"; echo "no $line" >&2; done; exit 3';
  const web = {
    name: 'web',
    image: 'registry.example.com/web:1',
    command: ['sh', '-c', script],
    stdin: true,
  };
  await runPod(server, 'main', { spec: { containers: [web], restartPolicy: 'Never' } });
  const result = { out: '', end: undefined as number | ClusterFailure | undefined };
  const place = { namespace: 'default', pod: 'main', container: 'web', tty: false, stdin: true };
  const main = await Exec.start(connection, place, {
    output: (data) => (result.out += data.toString('utf8')),
    end: (end) => (result.end = end),
  });
  main.write('one\ntwo\n');
  await expect.poll(() => result.out, POLL).toMatch(/got one\n[^]*got two\n/);
  expect(result.out).toContain('no one\n');
  main.close();
  await expect.poll(() => result.end, POLL).toBeDefined();
  const { body } = await server.send('GET', '/api/v1/namespaces/default/pods/main');
  expect((JSON.parse(body) as Pod).status?.phase).toBe('Running'); // who leaves takes nothing along
});
