import { expect, vi } from 'vitest';
import { CheckedObjects } from '../../client/src/cluster/look/checkedObjects.ts';
import { readObjects } from '../../client/src/cluster/look/readObjects.ts';
import { runChecks } from '../../client/src/cluster/look/runChecks.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { checkObjectsOf } from '../harness/check.ts';
import type { TestExplorer } from '../harness/cluster/clusterTest.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication, setStatus } from '../harness/cluster/objects.ts';

const POLL = { timeout: 10_000 };

/** A namespace with a Deployment, checked, and the list of its Deployments open. */
async function checkedNamespace(server: ApiServer, explorer: TestExplorer, namespace: string) {
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  await createApplication(server, namespace, 'shop', { pods: 1 });
  const session = await explorer.session('test');
  const dropped: string[] = [];
  const objects = new CheckedObjects(session, (paths) => dropped.push(...paths));
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/shop`;
  const check = async () => {
    const found = await readObjects(session, { namespace });
    objects.take(found, await runChecks(session, found, checkObjectsOf));
  };
  await check();
  await explorer.rows('test', namespace, 'Workloads', 'Deployments');
  return { objects, dropped, path, check, session };
}

const patch = (server: ApiServer, path: string, spec: unknown) =>
  server.send('PATCH', path, { type: 'application/merge-patch+json', text: JSON.stringify(spec) });

test('knows what was found until the object changes, but for its status', async ({ server, explorer }) => {
  const { objects, dropped, path, check, session } = await checkedNamespace(server, explorer, 'changing');
  const before = objects.problemsOf(path);
  expect(before.map(({ id }) => id)).toContain('resources-missing');
  expect(objects.problemsIn('changing').length).toBeGreaterThanOrEqual(before.length);
  expect(objects.problemsIn('default')).toEqual([]);

  const reads = () => explorer.requests.filter((request) => request === `GET ${path}`).length;
  await setStatus(server, path, { readyReplicas: 0, availableReplicas: 0 });
  await vi.waitFor(() => expect(reads()).toBe(1), POLL);
  expect(session.lists.size).toBe(2); // the namespaces, and the Deployments that are open
  expect(objects.problemsOf(path)).toBe(before);
  expect(dropped).toEqual([]);

  await patch(server, path, { spec: { replicas: 3 } });
  await vi.waitFor(() => expect(dropped).toEqual([path]), POLL);
  expect(objects.problemsOf(path)).toEqual([]);
  await check();
  expect(objects.problemsOf(path).length).toBeGreaterThan(0);
  objects.close();
});

test('forgets what is deleted, also where another of its name follows', async ({ server, explorer }) => {
  const { objects, dropped, path } = await checkedNamespace(server, explorer, 'deleting');
  const { body } = await server.send('GET', path);
  const { spec } = JSON.parse(body) as { spec: unknown };
  await server.send('DELETE', path);
  await create(server, '/apis/apps/v1/namespaces/deleting/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop' },
    spec,
  });
  await vi.waitFor(() => expect(dropped).toEqual([path]), POLL);
  expect(objects.problemsOf(path)).toEqual([]);
  objects.close();
});

test('knows nothing any more once the connection is closed', async ({ server, explorer }) => {
  const { objects, dropped, path } = await checkedNamespace(server, explorer, 'closing');
  explorer.reload();
  expect(dropped).toContain(path);
  expect(objects.problemsIn(undefined)).toEqual([]);
});
