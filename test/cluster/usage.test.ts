import { expect, vi } from 'vitest';
import { usageReport } from '../../client/src/cluster/change/rollout/usageReport.ts';
import { UsageList } from '../../client/src/cluster/usage/usageList.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { measureNode, measurePod, removeMetrics, serveMetrics } from '../harness/cluster/metrics.ts';
import { create, createApplication, setStatus } from '../harness/cluster/objects.ts';

const POLL = { timeout: 10_000 };
const core = '/api/v1/namespaces/default';
const workloads = ['test', 'default', 'Workloads'];

async function createPod(server: ApiServer, name: string, memory: string): Promise<void> {
  const resources = { limits: { cpu: '500m', memory }, requests: { cpu: '100m', memory: '10Mi' } };
  await create(server, `${core}/pods`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1', resources }] },
  });
}

test('asks for no usage where the cluster measures none', async ({ server, explorer }) => {
  await removeMetrics(server);
  await createApplication(server, 'default', 'quiet', { pods: 1 });
  await explorer.rows(...workloads, 'Pods');
  await explorer.rows(...workloads, 'Deployments');
  const pods = await explorer.at(...workloads, 'Pods');
  expect(await pods.lessons?.()).toHaveLength(1);
  expect(explorer.requests.filter((request) => request.includes('metrics.k8s.io'))).toEqual([]);
});

test('says what pods, nodes and workloads use, and warns of little memory', async ({ server, explorer }) => {
  await serveMetrics(server);
  await createApplication(server, 'default', 'shop', { pods: 2 });
  await createPod(server, 'full', '100Mi');
  await create(server, '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'one' } });
  await setStatus(server, '/api/v1/nodes/one', { allocatable: { cpu: '4', memory: '8Gi' } });
  await measurePod(server, 'default', 'full', { web: { cpu: '250m', memory: '95Mi' } });
  await measureNode(server, 'one', { cpu: '1', memory: '2Gi' });
  for (const index of [0, 1]) {
    const usage = { web: { cpu: '1500000n', memory: '10240Ki' } };
    await measurePod(server, 'default', `shop-6c8f9d7b54-${index}`, usage, { app: 'shop' });
  }
  await expect
    .poll(() => explorer.rows(...workloads, 'Pods'), POLL)
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^full .*CPU 250m \(50 % of limit\) · memory 95Mi \(95 % of limit\)$/),
        expect.stringMatching(/^shop-6c8f9d7b54-0 Running .* · CPU 2m · memory 10Mi$/),
      ]),
    );
  const full = await explorer.at(...workloads, 'Pods', 'full');
  expect(full.look).toMatchObject({ mood: 'warning', icon: 'warning' });
  expect(full.look.spoken).toMatch(/memory 95Mi \(95 % of limit\)$/);
  expect((await explorer.at(...workloads, 'Pods', 'shop-6c8f9d7b54-0')).look.mood).toBe('ok');
  await expect
    .poll(() => explorer.rows('test', 'Cluster-wide', 'Cluster', 'Nodes'), POLL)
    .toEqual([
      expect.stringMatching(/CPU 1000m \(25 % of allocatable\) · memory 2048Mi \(25 % of allocatable\)$/),
    ]);
  await expect
    .poll(() => explorer.rows(...workloads, 'Deployments'), POLL)
    .toEqual(expect.arrayContaining([expect.stringMatching(/^shop .* · CPU 3m · memory 20Mi$/)]));

  const lessons = await (await explorer.at(...workloads, 'Pods')).lessons?.();
  expect(lessons?.map(({ kubectl }) => kubectl.join(' '))).toEqual([
    'get pods --namespace default --watch',
    'top pods --namespace default',
  ]);
  for (const { path } of lessons ?? []) expect(explorer.requests).toContain(`GET ${path}`);
  // One question for the pods of the namespace, whoever asks, and none for pods one by one.
  const asked = explorer.requests.filter((request) => request.includes('metrics.k8s.io/v1beta1/namespaces'));
  expect(asked).toEqual(['GET /apis/metrics.k8s.io/v1beta1/namespaces/default/pods']);
});

test('tells of the rows alone whose usage has changed, and asks no more once they are closed', async ({
  server,
  explorer,
}) => {
  await serveMetrics(server);
  await createPod(server, 'calm', '100Mi');
  await measurePod(server, 'default', 'calm', { web: { cpu: '1m', memory: '9Mi' } });
  const pods = await explorer.at(...workloads, 'Pods');
  await pods.children?.();
  const calm = await explorer.at(...workloads, 'Pods', 'calm');
  await vi.waitFor(() => expect(calm.look.description).toMatch(/\(9 % of limit\)$/), POLL);
  expect(explorer.changes).toContain(calm);
  expect(explorer.changes).not.toContain(pods);
  const containers = await calm.children?.();
  const reads = explorer.requests.length;
  expect(await calm.children?.()).toEqual(containers);
  expect(explorer.requests).toHaveLength(reads);
  const { usage } = await explorer.session('test');
  pods.release?.();
  expect(usage.size).toBe(0);
});

test('asks again while it is looked at, and says nothing of the past when that fails', async ({
  server,
  explorer,
}) => {
  await serveMetrics(server);
  await measurePod(server, 'default', 'busy', { web: { cpu: '1m', memory: '9Mi' } });
  const session = await explorer.session('test');
  const query = { kind: 'Pod', namespace: 'default' } as const;
  const list = new UsageList(session, query, () => undefined, 100);
  await vi.waitFor(() => expect(list.of('busy', 'default')?.cpu).toBe(0.001), POLL);
  await measurePod(server, 'default', 'busy', { web: { cpu: '2m', memory: '9Mi' } });
  await vi.waitFor(() => expect(list.of('busy', 'default')?.cpu).toBe(0.002), POLL);
  await removeMetrics(server);
  await vi.waitFor(() => expect(list.of('busy', 'default')).toBeUndefined(), POLL);
  list.close();
});

test('reports what the Pods of what was applied use, one workload after the other', async ({
  server,
  explorer,
}) => {
  await removeMetrics(server);
  const session = await explorer.session('test');
  const owners = ['orders', 'stock'].map((name) => {
    const path = `/apis/apps/v1/namespaces/default/deployments/${name}`;
    return { kind: 'Deployment', name, namespace: 'default', path };
  });
  for (const { name } of owners) await createApplication(server, 'default', name, { pods: 1 });
  expect(await usageReport(session, owners)).toBeUndefined();
  await serveMetrics(server);
  session.forgetDiscovery();
  const usage = { web: { cpu: '250m', memory: '95Mi' } };
  await measurePod(server, 'default', 'orders-6c8f9d7b54-0', usage, { app: 'orders' });
  expect((await usageReport(session, owners))?.text.split('\n')).toEqual([
    '# What Deployment orders uses',
    '',
    '1 Pod measured. A new Pod is measured after a minute or so.',
    '',
    '- orders-6c8f9d7b54-0, web: CPU 250m, memory 95Mi',
    '',
    '# What Deployment stock uses',
    '',
    '0 Pods measured. A new Pod is measured after a minute or so.',
    '',
    '',
  ]);
});
