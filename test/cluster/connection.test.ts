import { describe, expect, vi } from 'vitest';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { discover } from '../../client/src/cluster/resources/discovery.ts';
import { RowList } from '../../client/src/cluster/resources/rowList.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create } from '../harness/cluster/objects.ts';
import { contextFor } from '../harness/cluster/context.ts';

const PODS = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  namespaced: true,
  verbs: [],
  shortNames: [],
  subresources: [],
};

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1.0.0' }] },
});

describe('a connection', () => {
  test('reads objects', async ({ connection }) => {
    const version = await connection.json<{ gitVersion: string }>({ path: '/version' });
    expect(version.gitVersion).toMatch(/^v1\.36\./);
  });

  test('says what an unknown object is', async ({ connection }) => {
    await expect(connection.json({ path: '/api/v1/namespaces/default/pods/none' })).rejects.toMatchObject({
      kind: 'notFound',
      message: 'pods "none" not found.',
    });
  });

  test('says that a token is refused', async ({ server }) => {
    const other = new Connection(contextFor(server, { token: 'wrong' }), { env: {} });
    await expect(other.json({ path: '/api/v1/pods' })).rejects.toMatchObject({ kind: 'unauthorized' });
    other.close();
  });

  test('does not trust a strange certificate', async ({ server }) => {
    const other = new Connection(contextFor(server, { trusted: false }), { env: {} });
    await expect(other.json({ path: '/version' })).rejects.toMatchObject({ kind: 'certificate' });
    other.close();
  });

  test('says that nothing listens', async ({ server }) => {
    const other = new Connection(contextFor(server, { url: 'https://127.0.0.1:1' }), { env: {} });
    await expect(other.json({ path: '/version' })).rejects.toMatchObject({
      kind: 'unreachable',
      message: '127.0.0.1:1 cannot be reached: nothing listens there.',
    });
    other.close();
  });
});

test('discovers the kinds in the versions that the server prefers', async ({ connection }) => {
  const { types, missing } = await discover(connection);
  expect(missing).toEqual([]);
  expect(types.find(({ kind }) => kind === 'Deployment')).toMatchObject({
    group: 'apps',
    version: 'v1',
    resource: 'deployments',
    namespaced: true,
    shortNames: ['deploy'],
    subresources: ['scale', 'status'],
  });
  expect(types.find(({ kind }) => kind === 'Pod')?.subresources).toContain('log');
});

test('follows a list', async ({ connection, server }) => {
  const changed = vi.fn<() => void>();
  const list = new RowList(connection, { type: PODS, namespace: 'default' }, changed);
  await vi.waitFor(() => expect(list.state).toBe('live'), 5000);
  expect(list.size).toBe(0);
  await create(server, '/api/v1/namespaces/default/pods', pod('one'));
  await create(server, '/api/v1/namespaces/default/pods', pod('two'));
  await vi.waitFor(() => expect([...list.rows()].map(({ name }) => name)).toEqual(['one', 'two']), 5000);
  expect(list.columns.slice(0, 3).map(({ name }) => name)).toEqual(['Name', 'Ready', 'Status']);
  expect([...list.rows()][0]?.cells.slice(0, 3)).toEqual(['one', '0/1', 'Pending']);
  await server.send('DELETE', '/api/v1/namespaces/default/pods/one?gracePeriodSeconds=0');
  await vi.waitFor(() => expect([...list.rows()].map(({ name }) => name)).toEqual(['two']), 5000);
  expect(changed).toHaveBeenCalled();
  list.close();
});
