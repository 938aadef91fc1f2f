import { expect } from 'vitest';
import { historyReport, releasesOf } from '../../client/src/cluster/look/helm.ts';
import { revisionsOf } from '../../client/src/cluster/look/revisions.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication, installRelease } from '../harness/cluster/objects.ts';

const image = (version: number) => `registry.example.com/shop:${version}`;
const template = (version: number) => ({
  metadata: { labels: { app: 'shop' } },
  spec: { containers: [{ name: 'web', image: image(version) }] },
});

test('has the revisions of a Deployment with their images', async ({ server, connection, explorer }) => {
  await createApplication(server, 'default', 'shop', { pods: 0 });
  const path = '/apis/apps/v1/namespaces/default';
  const { metadata } = await connection.json<{ metadata: { uid: string; namespace: string } }>({
    path: `${path}/deployments/shop`,
  });
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: 'shop',
    uid: metadata.uid,
    controller: true,
  };
  for (const number of [9, 10]) {
    const labels = { app: 'shop', 'pod-template-hash': `h${number}` };
    await create(server, `${path}/replicasets`, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `shop-${number}`,
        ownerReferences: [owner],
        annotations: {
          'deployment.kubernetes.io/revision': String(number),
          'kubernetes.io/change-cause': `to ${number}`,
        },
      },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        template: { ...template(number), metadata: { labels } },
      },
    });
  }
  const session = await explorer.session('test');
  const revisions = await revisionsOf(session, { kind: 'Deployment' }, metadata);
  expect(revisions.map(({ number, images, cause }) => [number, images, cause])).toEqual([
    [10, [image(10)], 'to 10'],
    [9, [image(9)], 'to 9'],
    [0, ['registry.example.com/shop:1.4.2'], undefined],
  ]);
  expect(revisions[0]?.template).toMatchObject({ metadata: { labels: { app: 'shop' } } });
  expect(JSON.stringify(revisions)).not.toContain('pod-template-hash');
});

test('has the revisions of a StatefulSet', async ({ server, explorer }) => {
  const path = '/apis/apps/v1/namespaces/default';
  const { metadata } = await create(server, `${path}/statefulsets`, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'shop' },
    spec: { serviceName: 'shop', selector: { matchLabels: { app: 'shop' } }, template: template(2) },
  });
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    name: 'shop',
    uid: metadata.uid,
    controller: true,
  };
  for (const revision of [1, 2]) {
    await create(server, `${path}/controllerrevisions`, {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name: `shop-${revision}`, ownerReferences: [owner] },
      revision,
      data: { spec: { template: { $patch: 'replace', ...template(revision) } } },
    });
  }
  const revisions = await revisionsOf(
    await explorer.session('test'),
    { kind: 'StatefulSet' },
    {
      uid: metadata.uid,
      namespace: 'default',
    },
  );
  expect(revisions.map(({ number, images }) => [number, images])).toEqual([
    [2, [image(2)]],
    [1, [image(1)]],
  ]);
});

test('shows Helm releases as rows, and their history without their values', async ({ server, explorer }) => {
  await installRelease(server, 1, 'superseded');
  await installRelease(server, 2, 'deployed');
  expect(await explorer.rows('test', 'default', 'Workloads', 'Helm releases')).toEqual([
    expect.stringMatching(/^web deployed · revision 2 · \d+s$/),
  ]);
  const releases = await releasesOf(await explorer.session('test'), { name: 'web', namespace: 'default' });
  expect(releases[0]?.config).toEqual({ password: 'opensesame', replicas: 2 });
  expect(historyReport('test/default/web', releases).text).toBe(`# Helm release test/default/web

2 revisions, the newest first.

- 2: deployed, 2026-01-02 10:00:00, nginx 1.0.2, application 1.27
  Upgrade complete
- 1: superseded, 2026-01-01 10:00:00, nginx 1.0.1, application 1.27
  Upgrade complete
`);
});
