import { expect } from 'vitest';
import { carryOutDelete } from '../../client/src/cluster/change/delete/carryOutDelete.ts';
import { untilGone } from '../../client/src/cluster/change/delete/follow.ts';
import { planDelete } from '../../client/src/cluster/change/delete/plan.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { carryOutRestore } from '../../client/src/cluster/change/restore/carryOutRestore.ts';
import type { Kept } from '../../client/src/cluster/change/restore/kept.ts';
import { keepBefore } from '../../client/src/cluster/change/restore/kept.ts';
import { restoredText } from '../../client/src/cluster/change/restore/outcome.ts';
import { planRestore } from '../../client/src/cluster/change/restore/plan.ts';
import type { Plan } from '../../client/src/cluster/change/plan.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { approve, impactOn } from '../harness/cluster/changes.ts';
import { create } from '../harness/cluster/objects.ts';
import { isReady, podTemplate, test } from '../harness/cluster/streamTest.ts';

async function deleteObjects(session: Session, ...objects: readonly string[]): Promise<Kept> {
  const impact = await impactOn(session, ...objects);
  const kept = await keepBefore(session, impact, 'Background');
  const plan = planDelete(impact, 'Background');
  await carryOutDelete(session, new Journal(), plan, approve(session, plan));
  expect(await untilGone(session, impact.targets, { atMost: 25_000 })).toEqual([]);
  return kept;
}

async function restore(session: Session, plan: Plan): Promise<ReturnType<typeof restoredText>> {
  const outcomes = await carryOutRestore(session, new Journal(), plan, approve(session, plan));
  return restoredText(plan.steps.length, outcomes);
}

/** A Deployment whose Pods wait for their ConfigMap, and the Service before them. */
async function createShop(server: ApiServer, namespace: string): Promise<void> {
  const core = `/api/v1/namespaces/${namespace}`;
  const labels = { app: 'shop' };
  const { metadata, spec } = podTemplate({ labels });
  const [web] = spec['containers'] as object[];
  const envFrom = [{ configMapRef: { name: 'shop' } }, { secretRef: { name: 'shop' } }];
  await create(server, `${core}/configmaps`, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'shop', annotations: { note: 'kept' } },
    data: { GREETING: 'hello' },
  });
  await create(server, `${core}/secrets`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'shop' },
    stringData: { PASSWORD: 'opensesame' },
  });
  await create(server, `${core}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop' },
    spec: { selector: labels, ports: [{ port: 80 }] },
  });
  await create(server, `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata, spec: { ...spec, containers: [{ ...web, envFrom }] } },
    },
  });
}

async function json<T>(server: ApiServer, path: string): Promise<T> {
  return JSON.parse((await server.send('GET', path)).body) as T;
}

async function runningPods(server: ApiServer, namespace: string): Promise<number> {
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=app%3Dshop`;
  const { items } = await json<{ items: Parameters<typeof isReady>[0][] }>(server, path);
  return items.filter(isReady).length;
}

function service(name: string, more: object): object {
  const spec = { ports: [{ port: 80 }], ...more };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

const POLL = { timeout: 20_000 };

test('brings back a Deployment with its ConfigMap, Secret and Service in the right order', async ({
  server,
  explorer,
}) => {
  await createShop(server, 'default');
  await expect.poll(() => runningPods(server, 'default'), POLL).toBe(2);
  const service = '/api/v1/namespaces/default/services/shop';
  const { spec } = await json<{ spec: { clusterIP: string } }>(server, service);
  const session = await explorer.session('test');
  const kept = await deleteObjects(
    session,
    'Deployment/shop',
    'Service/shop',
    'Secret/shop',
    'ConfigMap/shop',
  );
  await expect.poll(() => runningPods(server, 'default'), POLL).toBe(0);
  const plan = await planRestore(session, kept);
  expect(plan.about).toMatchObject({ title: 'Restore 4 objects?', namespace: 'default', action: 'Restore' });
  expect(plan.about.details).toEqual([
    'In this order: ConfigMap shop, Secret shop, Service shop, Deployment shop.',
    'What comes back is new: its UID, its age and who set which field are not as they were.',
  ]);
  expect(await restore(session, plan)).toEqual({ text: '4 objects are back.', isWhole: true });
  await expect.poll(() => runningPods(server, 'default'), POLL).toBe(2);
  expect(await json(server, service)).toMatchObject({ spec: { clusterIP: spec.clusterIP } });
  expect(await json(server, '/api/v1/namespaces/default/configmaps/shop')).toMatchObject({
    data: { GREETING: 'hello' },
    metadata: { annotations: { note: 'kept' } },
  });
  await expect(planRestore(session, kept)).rejects.toThrow(
    /nothing can be brought back: ConfigMap shop is there again, and is left as it is\./,
  );
});

test('brings back a namespace with what was in it', async ({ server, explorer }) => {
  const object = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'store', labels: { team: 'till' } },
  };
  await create(server, '/api/v1/namespaces', object);
  await createShop(server, 'store');
  await expect.poll(() => runningPods(server, 'store'), POLL).toBe(2);
  const session = await explorer.session('test');
  const kept = await deleteObjects(session, 'Namespace/store');
  const plan = await planRestore(session, kept);
  expect(plan.about.details).toContain(
    'In this order: Namespace store, ConfigMap shop, Secret shop, Service shop, Deployment shop.',
  );
  expect(plan.about.details).toContain(
    '4 objects can only be tried once the namespace or definition is there.',
  );
  expect(await restore(session, plan)).toEqual({ text: '5 objects are back.', isWhole: true });
  await expect.poll(() => runningPods(server, 'store'), POLL).toBe(2);
  expect(await json(server, '/api/v1/namespaces/store')).toMatchObject({
    metadata: { labels: { team: 'till' } },
  });
}, 60_000);

test('brings back a definition with its custom resources', async ({ server, explorer }) => {
  await create(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'tills.example.com' },
    spec: {
      group: 'example.com',
      names: { plural: 'tills', kind: 'Till' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', properties: { open: { type: 'boolean' } } } },
            },
          },
        },
      ],
    },
  });
  const tills = '/apis/example.com/v1/namespaces/default/tills';
  await expect.poll(async () => (await server.send('GET', tills)).status, POLL).toBe(200);
  const till = {
    apiVersion: 'example.com/v1',
    kind: 'Till',
    metadata: { name: 'one' },
    spec: { open: true },
  };
  await create(server, tills, till);
  const session = await explorer.session('test');
  const kept = await deleteObjects(session, 'CustomResourceDefinition/tills.example.com');
  const { isWhole } = await restore(session, await planRestore(session, kept));
  expect(isWhole).toBe(true);
  expect(await json(server, `${tills}/one`)).toMatchObject({ spec: { open: true } });
}, 60_000);

test('says what does not come back as it was', async ({ server, explorer }) => {
  const core = '/api/v1/namespaces/default';
  const owner = await create(server, `${core}/configmaps`, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'owner' },
  });
  const { uid } = owner.metadata;
  await create(server, `${core}/configmaps`, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'owned',
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }],
    },
  });
  await create(server, `${core}/services`, service('front', { clusterIP: '10.0.77.1' }));
  const session = await explorer.session('test');
  const kept = await deleteObjects(session, 'ConfigMap/owner', 'Service/front');
  await expect
    .poll(async () => (await server.send('GET', `${core}/configmaps/owned`)).status, POLL)
    .toBe(404);
  await create(server, `${core}/services`, service('thief', { clusterIP: '10.0.77.1' }));
  const plan = await planRestore(session, kept);
  expect(plan.about.details).toEqual([
    'In this order: ConfigMap owned, ConfigMap owner, Service front.',
    'What comes back is new: its UID, its age and who set which field are not as they were.',
    'ConfigMap owned does not belong to ConfigMap owner any more, which is gone.',
    'Service front gets another address or port: what it had is taken.',
  ]);
  expect(await restore(session, plan)).toEqual({ text: '3 objects are back.', isWhole: true });
});

test('leaves what a controller makes anew to it, and says what is refused', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { items } = await json<{ items: { metadata: { name: string } }[] }>(
    server,
    '/api/v1/namespaces/default/pods?labelSelector=app%3Dshop',
  );
  const kept = await deleteObjects(session, `Pod/${items[0]?.metadata.name}`);
  await expect(planRestore(session, kept)).rejects.toThrow(
    /nothing can be brought back: Pod shop-\S+ is left to ReplicaSet shop-\S+, which makes its own\./,
  );
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'late' },
  });
  const late = await deleteObjects(session, 'ConfigMap/late');
  const plan = await planRestore(session, late);
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'late' },
  });
  expect(await restore(session, plan)).toEqual({
    text: 'Nothing is back. ConfigMap late is not back: configmaps "late" already exists',
    isWhole: false,
  });
});

test('keeps no more than there is room for, and says so', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'large' },
  });
  for (const name of ['a', 'b'])
    await create(server, '/api/v1/namespaces/large/configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
    });
  const impact = await impactOn(session, 'Namespace/large');
  const all = await keepBefore(session, impact, 'Background');
  expect(all.lost).toEqual([]);
  expect(all.objects.length).toBeGreaterThan(2);
  const some = await keepBefore(session, impact, 'Background', 1);
  expect(some.objects.map(({ type }) => type.kind)).toEqual(['Namespace']);
  expect(some.size).toBe(JSON.stringify(some.objects[0]?.object).length);
  expect(some.lost).toEqual([expect.stringMatching(/^\d+ objects?: there is too much to keep$/) as unknown]);
});

test('says of Pods that are still there after their Node that they may go', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'away' } };
  await create(server, '/api/v1/nodes', node);
  const containers = [{ name: 'web', image: 'registry.example.com/web:1' }];
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'alone' } };
  const pods = '/api/v1/namespaces/default/pods';
  await create(server, pods, { ...pod, spec: { nodeName: 'away', containers } });
  const kept = await deleteObjects(session, 'Node/away');
  expect(kept.objects.map(({ name }) => name)).toEqual(['away', 'alone']);
  const { about, steps } = await planRestore(session, kept);
  expect(steps.map(({ path }) => path)).toEqual(['/api/v1/nodes/away']);
  expect(about.details).toContain('Pod alone is still there, and may go: restore it if it does.');
  await server.send('DELETE', `${pods}/alone?gracePeriodSeconds=0`);
  await create(server, pods, { ...pod, spec: { nodeName: 'node-1', containers } });
  const later = await planRestore(session, kept);
  expect(later.about.details).toContain('Pod alone is there again, and is left as it is.');
});
