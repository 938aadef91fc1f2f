import { expect } from 'vitest';
import { applyPreview } from '../../client/src/cluster/change/apply/applyPreview.ts';
import { planApply } from '../../client/src/cluster/change/apply/planApply.ts';
import { readManifests } from '../../client/src/cluster/change/apply/readManifests.ts';
import type { Change } from '../../client/src/cluster/change/approval.ts';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { chosenManifests } from '../../client/src/cluster/change/delete/manifests.ts';
import { readTargets } from '../../client/src/cluster/change/delete/targets.ts';
import { previewFor } from '../../client/src/cluster/change/preview.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create } from '../harness/cluster/objects.ts';

const SHOP = '/api/v1/namespaces/shop';
const MAPS = `${SHOP}/configmaps`;

const manifest = (name: string, namespace = 'shop'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "${name}"\n  namespace: "${namespace}"\n`;

test('a manifest whose name is a dot or two is not taken for a collection or a namespace', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  });
  await create(server, MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders' } });
  for (const text of [manifest('.'), manifest('..'), manifest('orders', '..')]) {
    const read = readManifests(text);
    const chosen = await chosenManifests(session, read.manifests);
    await expect(readTargets(session, chosen)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(
        /^"\.\.?" cannot be the name of an object or of a namespace: nothing was sent\.$/,
      ) as unknown,
    });
    await expect(
      planApply(session, read).then((plan) => applyPreview(session, 'a.yaml', plan)),
    ).rejects.toThrow('cannot be the name');
  }
  const changes = ['.', '..', '%2E', '%2e.', ''].map((name): Change => {
    return { method: 'DELETE', path: `${MAPS}/${name}`, body: { preconditions: { uid: 'any' } } };
  });
  const about = { title: 'Delete', name: 'all', details: [], action: 'Delete', changes };
  const approval = new Approval(previewFor(session, about));
  for (const change of changes)
    await expect(session.connection.change(change, approval)).rejects.toMatchObject({ kind: 'invalid' });
  expect((await server.send('GET', `${MAPS}/orders`)).status).toBe(200);
  expect((await server.send('GET', SHOP)).body).not.toContain('deletionTimestamp');
});

test('sends no deletion that does not say which object it means', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kept' },
  });
  const changes: readonly Change[] = [
    { method: 'DELETE', path: '/api/v1/namespaces/default/configmaps' },
    { method: 'DELETE', path: '/api/v1/namespaces/default/configmaps/kept', body: {} },
    {
      method: 'DELETE',
      path: '/api/v1/namespaces/default/configmaps/kept',
      body: { preconditions: { uid: undefined } },
    },
  ];
  const about = { title: 'Delete', name: 'kept', details: [], action: 'Delete', changes };
  const approval = new Approval(previewFor(session, about));
  for (const change of changes)
    await expect(session.connection.change(change, approval)).rejects.toThrow('not one object');
  expect((await server.send('GET', '/api/v1/namespaces/default/configmaps/kept')).status).toBe(200);
});
