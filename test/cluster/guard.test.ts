import { expect } from 'vitest';
import type { Change, Preview } from '../../client/src/cluster/change/approval.ts';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import type { Policy } from '../../client/src/cluster/change/policy.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

/** A connection with a policy, and everything that it sent. */
function connect(server: ApiServer, policy: Policy) {
  const sent: string[] = [];
  const connection = new Connection(contextFor(server), {
    env: {},
    policy: () => policy,
    onRequest: (method, path) => sent.push(`${method} ${path}`),
  });
  return { connection, sent };
}

function preview(changes: readonly Change[], more: Partial<Preview> = {}): Preview {
  const where = { context: 'test', server: '', user: '', namespace: 'default' };
  return { ...where, title: 'Change', details: [], action: 'Change', changes, ...more };
}

async function configMap(server: ApiServer, name: string): Promise<string> {
  await create(server, MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { a: '1' } });
  return `${MAPS}/${name}`;
}

test('a read-only context sends no change, whatever it is and whoever approved it', async ({ server }) => {
  const path = await configMap(server, 'kept');
  const { connection, sent } = connect(server, 'readOnly');
  const changes: Change[] = [
    { method: 'POST', path: MAPS, body: { metadata: { name: 'new' } } },
    { method: 'PUT', path, body: { metadata: { name: 'kept' } } },
    { method: 'PATCH', path, type: 'application/merge-patch+json', body: { data: { a: '2' } } },
    { method: 'DELETE', path },
    { method: 'DELETE', path: MAPS },
    { method: 'POST', path: '/api/v1/namespaces/default/pods/p/eviction', body: {} },
    { method: 'POST', path: '/api/v1/namespaces/default/serviceaccounts/default/token', body: {} },
  ];
  for (const change of changes) {
    const approval = new Approval(preview(changes, { mustType: 'kept' }), 'kept');
    await expect(connection.change(change, approval)).rejects.toMatchObject({ kind: 'policy' });
  }
  const pod = '/api/v1/namespaces/default/pods/p';
  for (const subresource of ['exec', 'attach', 'portforward'] as const) {
    const openings = [{ subresource, namespace: 'default', pod: 'p' }];
    const approval = new Approval(preview([], { openings, mustType: 'p' }), 'p');
    await expect(connection.socket(`${pod}/${subresource}`, [], { approval })).rejects.toMatchObject({
      kind: 'policy',
      message: 'The context "test" is read-only here: nothing was sent.',
    });
  }
  for (const way of ['pods/p', 'services/s', 'nodes/n']) {
    const prefix = way.startsWith('nodes') ? '/api/v1' : '/api/v1/namespaces/default';
    const proxy = { path: `${prefix}/${way}/proxy/admin/delete-all` };
    await expect(connection.json(proxy)).rejects.toMatchObject({ kind: 'policy' });
  }
  expect(sent).toEqual([]);
  await expect(connection.dryRun({ method: 'DELETE', path })).resolves.toBeDefined();
  await expect(connection.json({ path })).resolves.toMatchObject({ data: { a: '1' } });
});

test('a change goes out as it was previewed, or not at all', async ({ server }) => {
  const path = await configMap(server, 'previewed');
  const { connection, sent } = connect(server, 'normal');
  const type = 'application/merge-patch+json';
  const seen: Change = { method: 'PATCH', path, type, body: { data: { a: '2' } } };
  const other: Change = { method: 'PATCH', path, type, body: { data: { a: '3' } } };
  const approval = new Approval(preview([seen]));
  await expect(connection.change(other, approval)).rejects.toThrow('nobody approved this');
  const elsewhere = new Approval(preview([seen], { context: 'prod' }));
  await expect(connection.change(seen, elsewhere)).rejects.toThrow('nobody approved this');
  expect(sent).toEqual([]);
  await expect(connection.change(seen, approval)).resolves.toMatchObject({ object: { data: { a: '2' } } });
});

test('a protected context wants a name typed, for shells too', async ({ server }) => {
  const path = await configMap(server, 'guarded');
  const { connection, sent } = connect(server, 'protected');
  const { metadata } = JSON.parse((await server.send('GET', path)).body) as { metadata: { uid: string } };
  const change: Change = { method: 'DELETE', path, body: { preconditions: { uid: metadata.uid } } };
  await expect(connection.change(change, new Approval(preview([change])))).rejects.toMatchObject({
    kind: 'policy',
  });
  const mustType = 'guarded';
  expect(() => new Approval(preview([change], { mustType }))).toThrow('"guarded" was not typed');
  expect(() => new Approval(preview([change], { mustType }), 'guard')).toThrow('"guarded" was not typed');
  const shell = '/api/v1/namespaces/default/pods/p/exec?command=sh';
  await expect(connection.socket(shell, [])).rejects.toThrow('nobody approved this');
  const openings = [{ subresource: 'exec', namespace: 'default', pod: 'other' }] as const;
  const forOther = new Approval(preview([], { openings, mustType }), mustType);
  await expect(connection.socket(shell, [], { approval: forOther })).rejects.toThrow('nobody approved this');
  for (const way of ['pods/p/proxy/', 'services/s/proxy/admin', 'services/s/pr%6Fxy/admin'])
    await expect(connection.json({ path: `/api/v1/namespaces/default/${way}x` })).rejects.toMatchObject({
      kind: 'policy',
    });
  expect(sent).toEqual([]);
  const approval = new Approval(preview([change], { mustType }), mustType);
  await connection.change(change, approval);
  await expect(connection.json({ path })).rejects.toMatchObject({ kind: 'notFound' });
});

test('a dry run changes nothing, also where a DELETE has options of its own', async ({ server }) => {
  const path = await configMap(server, 'tried');
  const { connection } = connect(server, 'readOnly');
  const { metadata } = await connection.json<{ metadata: { uid: string } }>({ path });
  const body = { preconditions: { uid: metadata.uid } };
  await connection.dryRun({ method: 'DELETE', path, body });
  const wrong = { preconditions: { uid: 'another' } };
  await expect(connection.dryRun({ method: 'DELETE', path, body: wrong })).rejects.toMatchObject({
    kind: 'conflict',
  });
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tried}\ndata: {a: "9"}\n';
  const applied = await connection
    .dryRun({
      method: 'PATCH',
      path: `${path}?fieldManager=kube-guardrails&force=true`,
      type: 'application/apply-patch+yaml',
      body: text,
    })
    .then(({ object }) => object);
  expect(applied).toMatchObject({ data: { a: '9' } });
  await expect(connection.json({ path })).resolves.toMatchObject({ data: { a: '1' }, metadata });
  const leading: Change = { method: 'POST', path: '/api/v1/namespaces/default/pods/p/exec?command=rm' };
  await expect(connection.dryRun(leading)).rejects.toThrow('no dry run');
  const sly: Change = { method: 'DELETE', path: `${path}?dryRun=` };
  await expect(connection.dryRun(sly)).rejects.toThrow('not to be said');
});
