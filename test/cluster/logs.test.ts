import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { LogLine, MergedLogOptions } from '../../client/src/cluster/streams/mergedLog.ts';
import { MergedLog } from '../../client/src/cluster/streams/mergedLog.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';
import { startRelay } from '../harness/cluster/relay.ts';
import { deletePod, podThat, runDeployment, runPod, test } from '../harness/cluster/streamTest.ts';

const POLL = { timeout: 15_000, interval: 20 };
const TICKS = 'i=0; while true; do i=$((i+1)); echo "tick $i"; sleep 0.05; done';

/** What a log has said so far. */
class Heard {
  readonly lines: LogLine[] = [];
  readonly notes: string[] = [];
  ended = false;
  readonly log: MergedLog;

  constructor(connection: Connection, kind: string, name: string, options: MergedLogOptions = {}) {
    const path = kind === 'Pod' ? `/api/v1/namespaces/default/pods/${name}` : DEPLOYMENT(name);
    const owner = { kind, name, namespace: 'default', path };
    this.log = new MergedLog(connection, owner, options, {
      lines: (lines) => this.lines.push(...lines),
      note: (text) => this.notes.push(text),
      end: () => (this.ended = true),
    });
  }

  get texts(): string[] {
    return this.lines.map(({ text }) => text);
  }
}
const DEPLOYMENT = (name: string) => `/apis/apps/v1/namespaces/default/deployments/${name}`;

test('reads what a container has written', async ({ server, connection }) => {
  await runPod(server, 'plain', { script: 'echo one; echo two >&2; echo three; exec sleep 60' });
  await pause(100);
  const heard = new Heard(connection, 'Pod', 'plain');
  await expect.poll(() => heard.ended, POLL).toBe(true);
  expect(heard.texts.toSorted()).toEqual(['one', 'three', 'two']);
  expect(heard.lines[0]).toMatchObject({ pod: 'plain', container: 'web' });
  expect(Date.parse(heard.lines[0]?.time ?? '')).toBeGreaterThan(Date.now() - 60_000);
});

test('reads only the last lines, and those since a moment', async ({ server, connection }) => {
  await runPod(server, 'counted', { script: 'for i in 1 2 3 4 5; do echo $i; done; exec sleep 60' });
  await pause(1200);
  const tail = new Heard(connection, 'Pod', 'counted', { tailLines: 2 });
  const since = new Heard(connection, 'Pod', 'counted', { sinceSeconds: 1 });
  await expect.poll(() => tail.ended && since.ended, POLL).toBe(true);
  expect(tail.texts).toEqual(['4', '5']);
  expect(since.texts).toEqual([]);
});

test('follows a container', async ({ server, connection }) => {
  await runPod(server, 'ticking', { script: TICKS });
  const heard = new Heard(connection, 'Pod', 'ticking', { follow: true });
  await expect.poll(() => heard.texts.length, POLL).toBeGreaterThan(20);
  expect(heard.texts.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, index) => `tick ${index + 1}`));
  heard.log.close();
  const { length } = heard.texts;
  await pause(300);
  expect(heard.texts).toHaveLength(length);
});

test('goes on after a restart of the container, and reads what was before it', async ({
  server,
  connection,
}) => {
  await runPod(server, 'crashing', { script: 'echo "start $$"; sleep 0.3; echo "crash $$"; exit 1' });
  const heard = new Heard(connection, 'Pod', 'crashing', { follow: true });
  await expect.poll(() => heard.texts.filter((text) => text.startsWith('crash')).length, POLL).toBe(2);
  heard.log.close();
  expect(new Set(heard.texts).size).toBe(heard.texts.length);
  const previous = new Heard(connection, 'Pod', 'crashing', { previous: true });
  await expect.poll(() => previous.ended, POLL).toBe(true);
  expect(heard.texts.slice(0, 2)).toEqual(previous.texts.slice(0, 2));
});

test('says that there was nothing before', async ({ server, connection }) => {
  await runPod(server, 'steady');
  const heard = new Heard(connection, 'Pod', 'steady', { previous: true });
  await expect.poll(() => heard.ended, POLL).toBe(true);
  expect(heard.notes.join()).toMatch(
    /steady web: previous terminated container "web" in pod "steady" not found/,
  );
});

test('chooses a container, init containers too', async ({ server, connection }) => {
  const image = 'registry.example.com/side:1';
  const containers = ['web', 'side'].map((name) => {
    return { name, image, command: ['sh', '-c', `echo from ${name}; exec sleep 60`] };
  });
  await runPod(server, 'two', { spec: { containers } });
  const one = new Heard(connection, 'Pod', 'two', { container: 'side' });
  const both = new Heard(connection, 'Pod', 'two');
  const none = new Heard(connection, 'Pod', 'two', { container: 'other' });
  await expect.poll(() => one.ended && both.ended && none.ended, POLL).toBe(true);
  expect(one.texts).toEqual(['from side']);
  expect(both.texts.toSorted()).toEqual(['from side', 'from web']);
  expect(none.notes).toEqual(['two has no container other']);
});

test('merges the pods of a workload in the order of time', async ({ server, connection }) => {
  await runDeployment(server, 'merged', 3, { script: TICKS });
  await pause(500);
  const heard = new Heard(connection, 'Deployment', 'merged', { follow: true });
  await expect.poll(() => heard.texts.length, POLL).toBeGreaterThan(30);
  heard.log.close();
  expect(new Set(heard.lines.map(({ pod }) => pod)).size).toBe(3);
  const history = heard.lines.slice(0, 15).map(({ time }) => time);
  expect(history).toEqual(history.toSorted());
});

test('takes in pods that come later', async ({ server, connection }) => {
  const [pod] = await runDeployment(server, 'replaced', 1, { script: TICKS });
  const heard = new Heard(connection, 'Deployment', 'replaced', { follow: true });
  await expect.poll(() => heard.lines.length, POLL).toBeGreaterThan(0);
  await deletePod(server, pod?.metadata?.name ?? '');
  await expect.poll(() => new Set(heard.lines.map((line) => line.pod)).size, POLL).toBe(2);
  await expect.poll(() => heard.notes.join(), POLL).toContain('the pod is gone');
  heard.log.close();
});

test('ends with a container that has ended for good', async ({ server, connection }) => {
  await runPod(server, 'job', { script: 'echo done; exit 0', spec: { restartPolicy: 'Never' } });
  await podThat(server, 'job', ({ status }) => status?.phase === 'Succeeded');
  const heard = new Heard(connection, 'Pod', 'job', { follow: true });
  await expect.poll(() => heard.ended, POLL).toBe(true);
  expect([heard.texts, heard.notes]).toEqual([['done'], ['job web: web has ended']]);
});

test('says that the pod is not there', async ({ connection }) => {
  const heard = new Heard(connection, 'Deployment', 'nothing', { follow: true });
  await expect.poll(() => heard.ended, POLL).toBe(true);
  expect(heard.notes.join()).toMatch(/"nothing" not found/);
});

test('goes on after the way to the server was cut, without a line twice', async ({ server }) => {
  await runPod(server, 'distant', { script: TICKS });
  const way = await startRelay(Number(new URL(server.url).port));
  const connection = new Connection(contextFor(server, { url: `https://127.0.0.1:${way.port}` }), {
    env: {},
  });
  const heard = new Heard(connection, 'Pod', 'distant', { follow: true });
  await expect.poll(() => heard.texts.length, POLL).toBeGreaterThan(10);
  way.cut();
  const { length } = heard.texts;
  await expect.poll(() => heard.texts.length, POLL).toBeGreaterThan(length + 20);
  heard.log.close();
  connection.close();
  expect(heard.texts).toEqual(heard.texts.map((_, index) => `tick ${index + 1}`));
  expect(heard.notes.join()).toMatch(/distant web: .*cut/);
});

test('says that it does not see the pods that come later, where they may not be watched', async ({
  server,
}) => {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'reads' },
  };
  const rules = [
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] },
  ];
  await create(server, `${rbac}/clusterroles`, { ...role, rules });
  await create(server, `${rbac}/clusterrolebindings`, {
    ...role,
    kind: 'ClusterRoleBinding',
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reads' },
    subjects: [{ kind: 'User', name: 'jo', apiGroup: 'rbac.authorization.k8s.io' }],
  });
  await runDeployment(server, 'seen', 1, { script: TICKS });
  const user = { token: server.token, as: 'jo' };
  const connection = new Connection(contextFor(server, { user }), { env: {} });
  const heard = new Heard(connection, 'Deployment', 'seen', { follow: true });
  await expect.poll(() => heard.lines.length, POLL).toBeGreaterThan(0);
  await expect
    .poll(() => heard.notes.join('\n'), POLL)
    .toMatch(/^pods that come later are not seen for now: .*cannot watch resource "pods"/);
  heard.log.close();
  connection.close();
});
