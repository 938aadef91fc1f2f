import { expect, vi } from 'vitest';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const LABEL = (name: string): string => `app.kubernetes.io/${name}`;

test('groups objects by the application that their labels name', async ({ explorer, server }) => {
  await explorer.choices.setGrouping('application');
  await createConfigMap(server, 'prices', { [LABEL('part-of')]: 'store', [LABEL('name')]: 'till' });
  await createConfigMap(server, 'colours', { [LABEL('instance')]: 'store', [LABEL('name')]: 'web' });
  await createConfigMap(server, 'rules', { [LABEL('name')]: 'bank' });
  await createApplication(server, 'default', 'shop', { pods: 2, running: 1 });
  expect(await explorer.rows('test', 'default')).toEqual([
    'bank 1 object',
    'store 2 objects',
    expect.stringMatching(/^Without an application \d objects?, 1 not well$/),
  ]);
  expect(await explorer.rows('test', 'default', 'store')).toEqual([
    expect.stringMatching(/^colours ConfigMap · data 0/),
    expect.stringMatching(/^prices ConfigMap · data 0/),
  ]);
  const shop = ['test', 'default', 'Without an application', 'shop'];
  expect(await explorer.rows(...shop)).toEqual([expect.stringMatching(/^shop-6c8f9d7b54/), 'Events']);
  expect((await explorer.at('test', 'default', 'Without an application')).look.mood).toBe('warning');
  expect(await explorer.rows('test', 'Cluster-wide')).toContain('Cluster');
});

test('moves what changes its labels, and shows how an application is', async ({ explorer, server }) => {
  await explorer.choices.setGrouping('application');
  await createConfigMap(server, 'wanderer', { [LABEL('part-of')]: 'here' });
  expect(await explorer.rows('test', 'default', 'here')).toHaveLength(1);
  const place = await explorer.at('test', 'default');
  explorer.changes.length = 0;
  await server.send('PATCH', '/api/v1/namespaces/default/configmaps/wanderer', {
    type: 'application/merge-patch+json',
    text: JSON.stringify({ metadata: { labels: { [LABEL('part-of')]: 'there' } } }),
  });
  await vi.waitFor(() => expect(explorer.changes).toContain(place), 5000);
  const rows = await explorer.rows('test', 'default');
  expect(rows).toContain('there 1 object');
  expect(rows).not.toContain('here 1 object');
});

test('asks for nothing more once the tree is by kind again', async ({ explorer }) => {
  await explorer.choices.setGrouping('application');
  await explorer.rows('test', 'default');
  const { lists } = await explorer.session('test');
  expect(lists.size).toBeGreaterThan(5);
  await explorer.choices.setGrouping('kind');
  expect(await explorer.rows('test', 'default')).toContain('Workloads');
  expect(lists.size).toBe(1);
});

async function createConfigMap(
  server: ApiServer,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels },
  });
}
