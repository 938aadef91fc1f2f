import { expect, vi } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import type { Made } from '../harness/cluster/objects.ts';
import { create } from '../harness/cluster/objects.ts';

const PODS = '/api/v1/namespaces/default/pods';

test('shows what happened to an object, the newest first, and what happens', async ({ explorer, server }) => {
  const pod = await createPod(server, 'web');
  await happen(server, pod, { reason: 'Pulling', minutes: 30 });
  await happen(server, pod, { reason: 'BackOff', minutes: 4, count: 12, type: 'Warning' });
  await happen(server, pod, { reason: 'Killing', minutes: 1, uid: 'of-its-predecessor' });
  const path = ['test', 'default', 'Workloads', 'Pods', 'web', 'Events'];
  expect(await explorer.rows(...path)).toEqual([
    'BackOff 12 times, last 4m ago · what is told of BackOff',
    'Pulling 30m ago · what is told of Pulling',
  ]);
  const [backOff] = (await (await explorer.at(...path)).children?.()) ?? [];
  expect(backOff?.look).toMatchObject({
    mood: 'warning',
    spoken: expect.stringMatching(/^Warning event BackOff, 12 times/) as unknown,
  });

  const events = await explorer.at(...path);
  explorer.changes.length = 0;
  await happen(server, pod, { reason: 'Pulled', minutes: 0 });
  await vi.waitFor(() => expect(explorer.changes).toContain(events), 5000);
  await vi.waitFor(async () => expect((await explorer.rows(...path))[0]).toMatch(/^Pulled \d+s ago/), 5000);
});

test('finds the events of a node, which the kubelet ties to its name', async ({ explorer, server }) => {
  const node = await create(server, '/api/v1/nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n1' },
  });
  const told = { reason: 'NodeNotReady', minutes: 5, uid: 'n1', kind: 'Node' };
  await happen(server, node, told);
  const path = ['test', 'Cluster-wide', 'Cluster', 'Nodes', 'n1'];
  expect(await explorer.rows(...path)).toEqual(['Events']);
  expect(await explorer.rows(...path, 'Events')).toEqual([expect.stringMatching(/^NodeNotReady 5m ago/)]);
});

test('says where there are no events, and asks no more once it is released', async ({ explorer, server }) => {
  await createPod(server, 'quiet');
  const path = ['test', 'default', 'Workloads', 'Pods', 'quiet', 'Events'];
  expect(await explorer.rows(...path)).toEqual(['no events: the cluster keeps them for an hour']);
  const { lists } = await explorer.session('test');
  const before = lists.size;
  (await explorer.at(...path)).release?.();
  expect(lists.size).toBe(before - 1);
});

test('shows what happens in a namespace, the newest first, with what it happened to', async ({
  explorer,
  server,
}) => {
  const namespace = '/api/v1/namespaces/default/events';
  for (const { metadata } of (JSON.parse((await server.send('GET', namespace)).body) as { items: Made[] })
    .items)
    await server.send('DELETE', `${namespace}/${metadata.name}`);
  const path = ['test', 'default', 'Events'];
  expect(await explorer.rows(...path)).toEqual(['no events: the cluster keeps them for an hour']);
  const pod = await createPod(server, 'till');
  await happen(server, pod, { reason: 'Pulling', minutes: 30 });
  await happen(server, pod, { reason: 'BackOff', minutes: 4, count: 12, type: 'Warning' });
  const rows = [
    'BackOff pod/till · 12 times, last 4m ago · what is told of BackOff',
    'Pulling pod/till · 30m ago · what is told of Pulling',
  ];
  await vi.waitFor(async () => expect(await explorer.rows(...path)).toEqual(rows), 5000);
  expect((await explorer.at(...path, 'BackOff')).look).toMatchObject({
    icon: 'warning',
    kind: 'object.Event',
  });
  expect((await explorer.rows('test', 'All namespaces', 'Events'))[0]).toBe(
    'BackOff default · pod/till · 12 times, last 4m ago · what is told of BackOff',
  );
});

test('lets ages grow though nothing happens', async ({ explorer, server }) => {
  await createPod(server, 'old');
  const node = await explorer.at('test', 'default', 'Workloads', 'Pods', 'old');
  const kind = await explorer.at('test', 'default', 'Workloads', 'Pods');
  await vi.waitFor(() => expect(explorer.changes).toContain(node), 15_000);
  expect(node.look.description).toMatch(/^Pending · 0\/1 · \d+s$/);
  kind.release?.();
  explorer.changes.length = 0;
});

function createPod(server: ApiServer, name: string): Promise<Made> {
  return create(server, PODS, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1.0.0' }] },
  });
}

interface Happening {
  readonly reason: string;
  readonly minutes: number;
  readonly count?: number;
  readonly type?: string;
  readonly uid?: string;
  readonly kind?: string;
}

async function happen(server: ApiServer, { metadata }: Made, told: Happening): Promise<void> {
  const { reason, minutes, count = 1, type = 'Normal', uid = metadata.uid, kind = 'Pod' } = told;
  const time = new Date(Date.now() - minutes * 60_000 - 500).toISOString().replace(/\.\d+/, '');
  await create(server, '/api/v1/namespaces/default/events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${metadata.name}.${reason.toLowerCase()}` },
    involvedObject: { kind, name: metadata.name, uid, ...(kind === 'Pod' ? { namespace: 'default' } : {}) },
    reason,
    message: `what is told of ${reason}`,
    type,
    count,
    firstTimestamp: time,
    lastTimestamp: time,
  });
}
