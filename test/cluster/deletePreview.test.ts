import { expect } from 'vitest';
import { canOrphan, planDelete } from '../../client/src/cluster/change/delete/plan.ts';
import { rehearseDelete } from '../../client/src/cluster/change/delete/carryOutDelete.ts';
import { metadataOf } from '../../client/src/cluster/change/metadata.ts';
import { allow, impactOn, sessionAs } from '../harness/cluster/changes.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const CORE = '/api/v1/namespaces/default';

function map(name: string, more: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more }, data: { a: '1' } };
}

async function claim(server: ApiServer, name: string, persistentVolumeReclaimPolicy: string): Promise<void> {
  const [accessModes, size] = [['ReadWriteOnce'], { storage: '1Gi' }];
  const spec = { accessModes, resources: { requests: size }, volumeName: `pv-${name}`, storageClassName: '' };
  const object = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
  await create(server, `${CORE}/persistentvolumeclaims`, object);
  const volume = { accessModes, capacity: size, hostPath: { path: '/data' }, persistentVolumeReclaimPolicy };
  const claimRef = { namespace: 'default', name };
  await create(server, '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${name}` },
    spec: { ...volume, claimRef },
  });
}

test('tells what goes with a Deployment, and what is kept where somebody wants that', async ({
  server,
  explorer,
}) => {
  await createApplication(server, 'default', 'shop', { pods: 3 });
  await create(server, '/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'shop-budget' },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'shop' } } },
  });
  const session = await explorer.session('test');
  const impact = await impactOn(session, 'Deployment/shop');
  const { about, steps } = planDelete(impact, 'Background');
  expect(about).toMatchObject({ title: 'Delete Deployment shop?', namespace: 'default', isGrave: false });
  expect(about.details).toEqual([
    'With it go: 3 Pods, 1 ReplicaSet.',
    'PodDisruptionBudget shop-budget allows 0 disruptions, and 3 Pods of it go: a deletion does not ask it.',
  ]);
  const [target] = impact.targets;
  const { uid } = metadataOf(target?.object ?? {});
  expect(steps.map(({ change }) => change)).toEqual([
    {
      method: 'DELETE',
      path: '/apis/apps/v1/namespaces/default/deployments/shop',
      body: { preconditions: { uid }, propagationPolicy: 'Background' },
    },
  ]);
  expect(await rehearseDelete(session, planDelete(impact, 'Background'))).toEqual([]);
  expect(canOrphan(impact)).toBe(true);
  expect(planDelete(impact, 'Orphan').about).toMatchObject({
    action: 'Delete, Keep What It Owns',
    details: ['What it owns stays: 3 Pods, 1 ReplicaSet.', about.details[1]],
  });
});

test('says who makes a Pod anew, and who else has it', async ({ server, explorer }) => {
  await createApplication(server, 'default', 'again', { pods: 1 });
  await create(
    server,
    `${CORE}/configmaps`,
    map('packaged', { annotations: { 'meta.helm.sh/release-name': 'web' } }),
  );
  const session = await explorer.session('test');
  const impact = await impactOn(session, 'Pod/again-6c8f9d7b54-0', 'ConfigMap/packaged');
  const { about } = planDelete(impact, 'Background');
  expect(about.title).toBe('Delete 2 objects?');
  expect(about.details).toEqual([
    'Pod again-6c8f9d7b54-0, ConfigMap packaged.',
    'Pod again-6c8f9d7b54-0: ReplicaSet again-6c8f9d7b54 makes a new one. Delete or scale that to be rid of it.',
    'ConfigMap packaged: Helm release web deploys it, still counts on it, and makes it anew with an upgrade.',
  ]);
});

test('tells whose data dies, what leads nowhere afterwards, and what is in use', async ({
  server,
  explorer,
}) => {
  await claim(server, 'orders', 'Delete');
  await claim(server, 'archive', 'Retain');
  for (const name of ['prices', 'unused']) await create(server, `${CORE}/configmaps`, map(name));
  await create(server, `${CORE}/pods`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'till' },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'registry.example.com/till:1',
          envFrom: [{ configMapRef: { name: 'prices' } }],
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        },
      ],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'orders' } }],
    },
  });
  await create(server, `${CORE}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'till' },
    spec: { ports: [{ port: 80 }] },
  });
  await create(server, '/apis/networking.k8s.io/v1/namespaces/default/ingresses', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'front' },
    spec: { defaultBackend: { service: { name: 'till', port: { number: 80 } } } },
  });
  const session = await explorer.session('test');
  const dies = planDelete(await impactOn(session, 'PersistentVolumeClaim/orders'), 'Background').about;
  expect(dies).toMatchObject({ isGrave: true, name: 'orders' });
  expect(dies.details.slice(0, 2)).toEqual([
    'THE DATA of PersistentVolumeClaim orders DIES: its volume is deleted with it (reclaimPolicy Delete).',
    'PersistentVolumeClaim orders is used by Pod till.',
  ]);
  expect(dies.details[2]).toMatch(
    /PersistentVolumeClaim orders stays until its finalizers are done: kubernetes.io\/pvc-protection/,
  );
  const stays = planDelete(await impactOn(session, 'PersistentVolumeClaim/archive'), 'Background').about;
  expect(stays).toMatchObject({ isGrave: false });
  expect(stays.details[0]).toMatch(/^The data of PersistentVolumeClaim archive stays/);
  const volume = planDelete(await impactOn(session, 'PersistentVolume/pv-orders'), 'Background').about;
  expect(volume).toMatchObject({ isGrave: true, name: 'pv-orders' });
  expect(volume.details[0]).toMatch(/may DIE .* until the claim default\/orders is gone/);
  const { about: used, kubectl } = planDelete(
    await impactOn(session, 'ConfigMap/prices', 'Service/till'),
    'Background',
  );
  expect(kubectl?.join(' ')).toBe('delete configmaps/prices services/till --namespace default');
  expect(used.details).toEqual([
    'ConfigMap prices, Service till.',
    'ConfigMap prices is used by Pod till.',
    'Service till leaves these leading nowhere: Ingress front.',
  ]);
  const unused = planDelete(await impactOn(session, 'ConfigMap/unused'), 'Background').about;
  expect(unused.details).toEqual([]);
});

/** Defines a kind of custom resources, and waits until it is served; where its objects lie. */
async function define(server: ApiServer, plural: string, kind: string): Promise<string> {
  await create(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.example.com` },
    spec: {
      group: 'example.com',
      names: { plural, kind },
      scope: 'Namespaced',
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
      ],
    },
  });
  const path = `/apis/example.com/v1/namespaces/default/${plural}`;
  await expect.poll(async () => (await server.send('GET', path)).status, { timeout: 20_000 }).toBe(200);
  return path;
}

test('wants a name typed for a namespace, a definition, and more than ten objects', async ({
  server,
  explorer,
}) => {
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'store' },
  });
  await createApplication(server, 'store', 'shop', { pods: 2 });
  const tills = await define(server, 'tills', 'Till');
  const apiVersion = 'example.com/v1';
  for (const name of ['one', 'two']) {
    const { metadata } = await create(server, tills, { apiVersion, kind: 'Till', metadata: { name } });
    const ownerReferences = [{ apiVersion, kind: 'Till', name, uid: metadata.uid }];
    await create(server, `${CORE}/configmaps`, map(`receipts-${name}`, { ownerReferences }));
  }
  const session = await explorer.session('test');
  const namespace = planDelete(await impactOn(session, 'Namespace/store'), 'Background').about;
  expect(namespace).toMatchObject({ title: 'Delete Namespace store?', isGrave: true, name: 'store' });
  expect(namespace.details[0]).toBe('With it go: 2 Pods, 1 Deployment, 1 ReplicaSet.');
  const ofDefinition = await impactOn(session, 'CustomResourceDefinition/tills.example.com');
  const definition = planDelete(ofDefinition, 'Background').about;
  expect(definition).toMatchObject({ isGrave: true, name: 'tills.example.com' });
  expect(definition.details[0]).toBe('With it go: 2 ConfigMaps, 2 Tills.');
  // The API server deletes custom resources with all they own, whatever somebody asks of the definition.
  expect(canOrphan(ofDefinition)).toBe(false);
  const names = Array.from({ length: 11 }, (_, index) => `many-${index}`);
  for (const name of names) await create(server, `${CORE}/configmaps`, map(name));
  const chosen = names.map((name) => `ConfigMap/${name}`);
  const { about: many, kubectl } = planDelete(await impactOn(session, ...chosen), 'Background');
  expect(kubectl).toBeUndefined();
  expect(many).toMatchObject({ isGrave: true, name: '11 objects' });
  const ten = planDelete(await impactOn(session, ...chosen.slice(0, 10)), 'Background').about;
  expect(ten).toMatchObject({ isGrave: false });
});

test('looks once through where the custom resources of several definitions lie', async ({
  server,
  explorer,
}) => {
  const apiVersion = 'example.com/v1';
  const kinds = { scales: 'Scale', shelves: 'Shelf', doors: 'Door' };
  const owners = await Promise.all(
    Object.entries(kinds).map(async ([plural, kind]) => {
      const folder = await define(server, plural, kind);
      const { metadata } = await create(server, folder, { apiVersion, kind, metadata: { name: 'one' } });
      return { apiVersion, kind, name: 'one', uid: metadata.uid };
    }),
  );
  await create(server, `${CORE}/configmaps`, map('of-one', { ownerReferences: owners.slice(0, 1) }));
  // It goes only as all of its owners do, each of another definition.
  await create(server, `${CORE}/configmaps`, map('of-all', { ownerReferences: owners }));
  const session = await explorer.session('test');
  const chosen = Object.keys(kinds).map((plural) => `CustomResourceDefinition/${plural}.example.com`);
  await session.discovery();
  explorer.requests.length = 0;
  const { goes } = await impactOn(session, ...chosen);
  expect(goes.map(({ type, name }) => `${type.kind} ${name}`).toSorted()).toEqual([
    'ConfigMap of-all',
    'ConfigMap of-one',
    'Door one',
    'Scale one',
    'Shelf one',
  ]);
  const lists = explorer.requests.filter((one) => one.startsWith(`GET ${CORE}/secrets?`));
  expect(lists).toHaveLength(1);
  const one = await impactOn(session, ...chosen.slice(0, 1));
  expect(one.goes.map(({ name }) => name).toSorted()).toEqual(['of-one', 'one']);
});

/** A Pod on the Node `old`, made by a controller of a kind. */
function podOnNode(name: string, kind?: string, annotations: object = {}): object {
  const owner = { apiVersion: 'v1', kind, name: 'x', uid: 'x', controller: true };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, annotations, ...(kind ? { ownerReferences: [owner] } : {}) },
    spec: { nodeName: 'old', containers: [{ name: 'web', image: 'registry.example.com/web:1' }] },
  };
}

test('names the Pods that go with a Node, those first that nothing makes anew', async ({
  server,
  explorer,
}) => {
  await create(server, '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'old' } });
  const locked = { 'kube-guardrails/locked': 'the books' };
  for (const pod of [
    podOnNode('alone'),
    podOnNode('web-1', 'ReplicaSet'),
    podOnNode('web-2', 'ReplicaSet'),
    podOnNode('agent', 'DaemonSet'),
    podOnNode('books', undefined, locked),
  ])
    await create(server, `${CORE}/pods`, pod);
  const session = await explorer.session('test');
  await expect(
    impactOn(session, 'Node/old').then((impact) => planDelete(impact, 'Background')),
  ).rejects.toThrow(/Pod books, which would go with it, is locked: the books/);
  await server.send('DELETE', `${CORE}/pods/books?gracePeriodSeconds=0`);
  const impact = await impactOn(session, 'Node/old');
  expect(canOrphan(impact)).toBe(false);
  const { about } = planDelete(impact, 'Background');
  expect(about).toMatchObject({ isGrave: true, name: 'old' });
  expect(about.details).toEqual([
    'With it go: 4 Pods.',
    'LOST with Node old, as nothing makes them anew: default/alone.',
    'Ended with Node old and made anew elsewhere: 2 Pods of a ReplicaSet: default/web-1, default/web-2.',
    'Ended with Node old, and not needed elsewhere: 1 Pod of a DaemonSet: default/agent.',
    'Its Pods go a minute or so after it, and are given no time to end. "Drain" in its menu moves them first.',
  ]);
});

test('says what Argo CD would ask about first, and wants the name typed for it', async ({
  server,
  explorer,
}) => {
  const annotations = { 'argocd.argoproj.io/sync-options': 'Prune=confirm, Delete=confirm' };
  await create(server, `${CORE}/configmaps`, map('asked', { annotations }));
  const session = await explorer.session('test');
  const { about } = planDelete(await impactOn(session, 'ConfigMap/asked'), 'Background');
  expect(about).toMatchObject({ isGrave: true, name: 'asked' });
  expect(about.details).toEqual([
    'Argo CD deletes these only after somebody has confirmed it, as you would by typing the name: ConfigMap asked (Prune=confirm, Delete=confirm).',
  ]);
});

test('says what it may not read', async ({ server }) => {
  await create(server, `${CORE}/configmaps`, map('seen'));
  await allow(server, 'jane', { configmaps: ['get', 'list'] });
  const jane = sessionAs(server, 'jane');
  const plan = planDelete(await impactOn(jane, 'ConfigMap/seen'), 'Background');
  expect(plan.about.details.at(-1)).toMatch(
    /^Not all could be read, so there may be more: .*Secret \(you may not list them\)/,
  );
  await expect(rehearseDelete(jane, plan)).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringMatching(
      /^Nothing was deleted\. You may not .*configmaps "seen" is forbidden/,
    ) as string,
  });
  jane.close();
});
