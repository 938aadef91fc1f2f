import { expect } from 'vitest';
import { describeObject } from '../../client/src/cluster/look/describe.ts';
import type { ResourceType } from '../../client/src/cluster/resources/discovery.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { measurePod, serveMetrics } from '../harness/cluster/metrics.ts';
import type { Made } from '../harness/cluster/objects.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

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
  const known = [['Ready: True'], ['web: registry.example.com/shop:1.4.2']];
  const events = ['Warning: Unhealthy: Readiness probe failed (3 times)'];
  expect(await describeObject(session, await typeOf(session, 'Pod'), row)).toEqual([...known, events]);

  await serveMetrics(server);
  await measurePod(server, 'default', POD, { web: { cpu: '12m', memory: '34Mi' } });
  await expect
    .poll(async () => describeObject(session, await typeOf(session, 'Pod'), row), { timeout: 10_000 })
    .toEqual([...known, ['web uses CPU 12m, memory 34Mi'], events]);
});
