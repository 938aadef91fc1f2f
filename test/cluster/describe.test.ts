import { expect } from 'vitest';
import { describeObject } from '../../client/src/cluster/look/describe.ts';
import type { ResourceType } from '../../client/src/cluster/resources/discovery.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { measurePod, serveMetrics } from '../harness/cluster/metrics.ts';
import type { Made } from '../harness/cluster/objects.ts';
import { create, createApplication, setStatus } from '../harness/cluster/objects.ts';

const POD = 'shop-6c8f9d7b54-0';

async function typeOf(session: Session, kind: string): Promise<ResourceType> {
  session.forgetDiscovery();
  const type = (await session.discovery()).types.find((one) => one.kind === kind);
  if (!type) throw new Error(`no ${kind}`);
  return type;
}

test('tells conditions, images, usage and the latest events of a Pod', async ({
  server,
  connection,
  explorer,
}) => {
  await createApplication(server, 'default', 'shop', { pods: 1 });
  const path = `/api/v1/namespaces/default/pods/${POD}`;
  const { metadata } = await connection.json<Made>({ path });
  const row = { name: POD, namespace: 'default', uid: metadata.uid };
  await create(server, '/api/v1/namespaces/default/events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'one' },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', name: POD, namespace: 'default', uid: metadata.uid },
    type: 'Warning',
    reason: 'Unhealthy',
    message: 'Readiness probe failed',
    count: 3,
  });
  const session = await explorer.session('test');
  const known = [
    ['made by ReplicaSet shop-6c8f9d7b54'],
    ['Ready: True'],
    ['web: registry.example.com/shop:1.4.2'],
  ];
  const events = ['Warning: Unhealthy: Readiness probe failed (3 times)'];
  expect(await describeObject(session, await typeOf(session, 'Pod'), row)).toEqual([...known, events]);

  await serveMetrics(server);
  await measurePod(server, 'default', POD, { web: { cpu: '12m', memory: '34Mi' } });
  await expect
    .poll(async () => describeObject(session, await typeOf(session, 'Pod'), row), { timeout: 10_000 })
    .toEqual([...known, ['web uses CPU 12m, memory 34Mi'], events]);
});

test('tells where a Pod is, why its containers fail, and what keeps it from going', async ({
  server,
  explorer,
}) => {
  const path = '/api/v1/namespaces/default/pods';
  const image = 'registry.example.com/till:1';
  const { metadata } = await create(server, path, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'till', finalizers: ['example.com/cleanup'] },
    spec: { nodeName: 'n1', containers: [{ name: 'web', image }] },
  });
  const ended = { exitCode: 137, reason: 'OOMKilled', message: 'heap is full' };
  await setStatus(server, `${path}/till`, {
    podIP: '10.0.0.7',
    podIPs: [{ ip: '10.0.0.7' }],
    containerStatuses: [
      {
        name: 'web',
        image,
        imageID: '',
        ready: false,
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 80s' } },
        lastState: { terminated: ended },
      },
    ],
  });
  await server.send('DELETE', `${path}/till?gracePeriodSeconds=0`);
  const session = await explorer.session('test');
  const row = { name: 'till', namespace: 'default', uid: metadata.uid };
  const failing = 'CrashLoopBackOff, 4 restarts, last OOMKilled, exit code 137';
  expect(await describeObject(session, await typeOf(session, 'Pod'), row)).toEqual([
    [
      'runs on n1, address 10.0.0.7',
      expect.stringMatching(/^is being deleted since 20\d\d-/),
      'goes once these finalizers are taken away: example.com/cleanup',
    ],
    [`web: ${image}`],
    [`web: ${failing}; back-off 80s; heap is full`],
  ]);
  const [web] =
    (await (await explorer.at('test', 'default', 'Workloads', 'Pods', 'till')).children?.()) ?? [];
  expect(web?.look).toMatchObject({ description: `${failing} · ${image}`, mood: 'error' });
  expect(web?.look.tooltip).toMatch(/^Container web\n\n.*back-off 80s\n\nheap is full$/s);
});
