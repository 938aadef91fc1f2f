import { expect, vi } from 'vitest';
import { parseFilter } from '../../client/src/explorer/filter.ts';
import type { Node } from '../../client/src/explorer/node.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication, setStatus } from '../harness/cluster/objects.ts';

test('has the contexts, their namespaces and the kinds in them', async ({ explorer }) => {
  expect((await explorer.roots()).map(({ look }) => look.label)).toEqual(['test']);
  expect(await explorer.rows('test')).toEqual([
    'Cluster-wide',
    'All namespaces',
    'default of the context',
    'kube-node-lease',
    'kube-public',
    'kube-system',
  ]);
  expect(await explorer.rows('test', 'default')).toEqual([
    'Workloads',
    'Network',
    'Config',
    'Storage',
    'Access',
    'Other',
    'Events',
  ]);
  expect((await explorer.rows('test', 'Cluster-wide'))[0]).toBe('Cluster');
  expect((await explorer.rows('test', 'default', 'Workloads')).slice(0, 6)).toEqual([
    'Deployments',
    'StatefulSets',
    'DaemonSets',
    'Jobs',
    'CronJobs',
    'Pods',
  ]);
});

test('opens a Deployment down to its containers', async ({ explorer, server }) => {
  await createApplication(server, 'default', 'shop', { pods: 2, running: 1 });
  const path = ['test', 'default', 'Workloads', 'Deployments'];
  expect(await explorer.rows(...path)).toEqual([
    expect.stringMatching(/^shop 1\/2 · up-to-date 2 · available 1 · \d+s$/),
  ]);
  expect(await explorer.rows(...path, 'shop')).toEqual([
    expect.stringMatching(/^shop-6c8f9d7b54 ready 1 · desired 2 · current 2 · \d+s$/),
    'Events',
  ]);
  expect(await explorer.rows(...path, 'shop', 'shop-6c8f9d7b54')).toEqual([
    expect.stringMatching(/^shop-6c8f9d7b54-0 Running · 1\/1 · \d+s$/),
    expect.stringMatching(/^shop-6c8f9d7b54-1 ImagePullBackOff · 0\/1 · \d+s$/),
    'Events',
  ]);
  expect(await explorer.rows(...path, 'shop', 'shop-6c8f9d7b54', 'shop-6c8f9d7b54-1')).toEqual([
    'web ImagePullBackOff · registry.example.com/shop:1.4.2',
    'Events',
  ]);
});

test('opens a Service to the pods that it selects', async ({ explorer, server }) => {
  await createApplication(server, 'default', 'till', { pods: 1 });
  const service = { selector: { app: 'till' }, ports: [{ port: 80, targetPort: 8080 }] };
  await create(server, '/api/v1/namespaces/default/services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'till' },
    spec: service,
  });
  expect(await explorer.rows('test', 'default', 'Network', 'Services', 'till')).toEqual([
    expect.stringMatching(/^till-6c8f9d7b54-0 Running/),
    'Events',
  ]);
});

test('tells of a new object, and of a changed one alone', async ({ explorer, server }) => {
  const deployments = await explorer.at('test', 'default', 'Workloads', 'Deployments');
  await deployments.children?.();
  explorer.changes.length = 0;
  await createApplication(server, 'default', 'billing', { pods: 2, running: 0 });
  await vi.waitFor(() => expect(explorer.changes).toContain(deployments), 5000);
  const billing = await explorer.at('test', 'default', 'Workloads', 'Deployments', 'billing');
  explorer.changes.length = 0;
  await server.send('PATCH', '/apis/apps/v1/namespaces/default/deployments/billing/status', {
    type: 'application/merge-patch+json',
    text: JSON.stringify({ status: { readyReplicas: 1, availableReplicas: 1 } }),
  });
  await vi.waitFor(() => expect(billing.look.description).toMatch(/^1\/2/), 5000);
  const changed = explorer.changes.map((node) => node?.id);
  expect(changed).toContain(billing.id);
  expect(changed).not.toContain(deployments.id);
});

test('shows only what is not well, as long as it is', async ({ explorer, server }) => {
  const apps = '/apis/apps/v1/namespaces/kube-public/deployments';
  await createApplication(server, 'kube-public', 'shop', { pods: 1 });
  await createApplication(server, 'kube-public', 'billing', { pods: 1, running: 0 });
  explorer.choices.setFilter(parseFilter('@unwell'));
  const path = ['test', 'kube-public', 'Workloads', 'Deployments'];
  const kind = await explorer.at(...path);
  expect(await explorer.rows(...path)).toEqual([expect.stringMatching(/^billing 0\/1/)]);
  explorer.changes.length = 0;
  await setStatus(server, `${apps}/billing`, { readyReplicas: 1, availableReplicas: 1 });
  await setStatus(server, `${apps}/shop`, { readyReplicas: 0, availableReplicas: 0 });
  await vi.waitFor(() => expect(explorer.changes).toContain(kind), 5000);
  await vi.waitFor(async () => {
    expect(await explorer.rows(...path)).toEqual([expect.stringMatching(/^shop 0\/1/)]);
  }, 5000);
});

test('asks no more for what is open below a row that goes', async ({ explorer, server }) => {
  const path = '/apis/apps/v1/namespaces/kube-public/deployments/ledger';
  await createApplication(server, 'kube-public', 'ledger', { pods: 1, running: 0 });
  explorer.choices.setFilter(parseFilter('@unwell ledger'));
  const kind = await explorer.at('test', 'kube-public', 'Workloads', 'Deployments');
  const { lists } = await explorer.session('test');
  const before = lists.size;
  /** Opens rows by their labels, as the editor does. */
  const open = async (...labels: readonly string[]): Promise<Node> => {
    let node = kind;
    for (const label of labels) {
      const nodes = await explorer.open.children(node);
      const found = nodes.find(({ look }) => look.label === label);
      if (!found) throw new Error(`no ${label} among ${nodes.map(({ look }) => look.label).join()}`);
      node = found;
    }
    await explorer.open.children(node);
    return node;
  };
  for (let flap = 0; flap < 2; flap++) {
    await open('ledger', 'ledger-6c8f9d7b54', 'ledger-6c8f9d7b54-0');
    const events = await open('ledger', 'Events');
    expect(lists.size).toBe(before + 3); // ReplicaSets, Pods, Events
    await setStatus(server, path, { readyReplicas: 1, availableReplicas: 1 });
    const shown = async () => (await explorer.open.children(kind)).map(({ look }) => look.label);
    await expect.poll(shown, { timeout: 5000 }).toEqual(['nothing that matches the filter']);
    expect(lists.size).toBe(before);
    expect(await explorer.open.children(events)).toEqual([]);
    expect(lists.size).toBe(before);
    await setStatus(server, path, { readyReplicas: 0, availableReplicas: 0 });
    await expect.poll(shown, { timeout: 5000 }).toEqual(['ledger']);
  }
});

test('ends the watch on the events of a Pod that is deleted', async ({ explorer, server }) => {
  await createApplication(server, 'kube-public', 'brief', { pods: 1 });
  const path = ['test', 'kube-public', 'Workloads', 'Pods'];
  const kind = await explorer.at(...path);
  const pods = async () => (await explorer.open.children(kind)).map(({ look }) => look.label);
  const events = await explorer.at(...path, 'brief-6c8f9d7b54-0', 'Events');
  events.release?.();
  const { lists } = await explorer.session('test');
  const before = lists.size;
  await explorer.open.children(events);
  expect(lists.size).toBe(before + 1);
  const pod = '/api/v1/namespaces/kube-public/pods/brief-6c8f9d7b54-0';
  await server.send('DELETE', `${pod}?gracePeriodSeconds=0`);
  await expect.poll(pods, { timeout: 5000 }).not.toContain('brief-6c8f9d7b54-0');
  expect(lists.size).toBe(before);
});

test('says of what is being deleted what it waits for, namespaces included', async ({ explorer, server }) => {
  const held = { finalizers: ['example.com/cleanup'] };
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'prices', ...held },
  });
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'doomed', ...held },
  });
  const maps = ['test', 'default', 'Config', 'ConfigMaps'];
  expect(await explorer.rows(...maps)).toEqual([expect.stringMatching(/^prices data 0 · \d+s$/)]);
  expect(await explorer.rows('test')).toContain('doomed');
  const context = await explorer.at('test');
  explorer.changes.length = 0;
  await server.send('DELETE', '/api/v1/namespaces/default/configmaps/prices');
  await server.send('DELETE', '/api/v1/namespaces/doomed');
  const waits = 'Terminating · waits for example.com/cleanup';
  await vi.waitFor(() => expect(explorer.changes).toContain(context), 5000);
  expect(await explorer.rows('test')).toContain(`doomed ${waits}`);
  await vi.waitFor(async () => {
    const rows = [expect.stringMatching(`^prices ${waits} · data 0 · \\d+s$`)];
    expect(await explorer.rows(...maps)).toEqual(rows);
  }, 5000);
  expect((await explorer.at(...maps, 'prices')).look.mood).toBe('warning');
});

test('counts namespaces as people do', async ({ explorer, server }) => {
  for (const name of ['preview-10', 'preview-2'])
    await create(server, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const rows = await explorer.rows('test');
  expect(rows.filter((row) => row.startsWith('preview'))).toEqual(['preview-2', 'preview-10']);
});
