import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { discover } from '../../client/src/cluster/resources/discovery.ts';
import { RowList } from '../../client/src/cluster/resources/rowList.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { contextFor } from '../harness/cluster/context.ts';

let server: ApiServer;
let connection: Connection;
beforeAll(async () => {
  server = await startApiServer();
  connection = new Connection(contextFor(server), { env: {} });
}, 60_000);
afterAll(async () => {
  connection?.close();
  await server?.stop();
});

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

async function create(path: string, object: unknown): Promise<void> {
  const { status, body } = await server.send('POST', path, { type: 'application/json', text: JSON.stringify(object) });
  expect(status, body).toBe(201);
}

describe('a connection', () => {
  it('reads objects', async () => {
    const version = await connection.json<{ gitVersion: string }>({ path: '/version' });
    expect(version.gitVersion).toMatch(/^v1\.36\./);
  });

  it('says what an unknown object is', async () => {
    await expect(connection.json({ path: '/api/v1/namespaces/default/pods/none' })).rejects.toMatchObject({
      kind: 'notFound',
      message: 'pods "none" not found.',
    });
  });

  it('says that a token is refused', async () => {
    const other = new Connection(contextFor(server, { token: 'wrong' }), { env: {} });
    await expect(other.json({ path: '/api/v1/pods' })).rejects.toMatchObject({ kind: 'unauthorized' });
    other.close();
  });

  it('does not trust a strange certificate', async () => {
    const other = new Connection(contextFor(server, { trusted: false }), { env: {} });
    await expect(other.json({ path: '/version' })).rejects.toMatchObject({ kind: 'certificate' });
    other.close();
  });

  it('says that nothing listens', async () => {
    const other = new Connection(contextFor(server, { url: 'https://127.0.0.1:1' }), { env: {} });
    await expect(other.json({ path: '/version' })).rejects.toMatchObject({
      kind: 'unreachable',
      message: '127.0.0.1:1 cannot be reached: nothing listens there.',
    });
    other.close();
  });
});

it('discovers the kinds in the versions that the server prefers', async () => {
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

it('follows a list', async () => {
  const changed = vi.fn();
  const list = new RowList(connection, { type: PODS, namespace: 'default' }, changed);
  await vi.waitFor(() => expect(list.state).toBe('live'), 5000);
  expect(list.size).toBe(0);
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'web', image: 'registry.example.com/web:1.0.0' }] },
  });
  await create('/api/v1/namespaces/default/pods', pod('one'));
  await create('/api/v1/namespaces/default/pods', pod('two'));
  await vi.waitFor(() => expect([...list.rows()].map(({ name }) => name)).toEqual(['one', 'two']), 5000);
  expect(list.columns.slice(0, 3).map(({ name }) => name)).toEqual(['Name', 'Ready', 'Status']);
  expect([...list.rows()][0]?.cells.slice(0, 3)).toEqual(['one', '0/1', 'Pending']);
  await server.send('DELETE', '/api/v1/namespaces/default/pods/one?gracePeriodSeconds=0');
  await vi.waitFor(() => expect([...list.rows()].map(({ name }) => name)).toEqual(['two']), 5000);
  expect(changed).toHaveBeenCalled();
  list.close();
});
