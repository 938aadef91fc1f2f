import { expect } from 'vitest';
import { impactOf } from '../../client/src/cluster/change/delete/impact.ts';
import { canOrphan, lockedBy, planDelete } from '../../client/src/cluster/change/delete/plan.ts';
import { readTargets } from '../../client/src/cluster/change/delete/targets.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { planLock, planUnlock } from '../../client/src/cluster/change/lock.ts';
import type { Plan } from '../../client/src/cluster/change/plan.ts';
import { carryOutAll, failedText, rehearse } from '../../client/src/cluster/change/plan.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { approve, choose, impactOn } from '../harness/cluster/changes.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

function map(name: string, annotations: object): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, annotations } };
}

async function run(session: Session, plan: Plan): Promise<void> {
  await rehearse(session, plan);
  const outcomes = await carryOutAll(session, new Journal(), plan, approve(session, plan));
  expect(outcomes.flatMap(({ failure }) => failure ?? [])).toEqual([]);
}

test('keeps what is locked until the lock is taken away', async ({ server, explorer }) => {
  await create(
    server,
    MAPS,
    map('prices', { 'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false' }),
  );
  const session = await explorer.session('test');
  const [target] = (await readTargets(session, [await choose(session, 'ConfigMap', 'prices')])).targets;
  if (!target) throw new Error('no target');
  const lock = planLock([target], 'the till reads them');
  expect(lock.about).toMatchObject({ title: 'Lock ConfigMap prices?', namespace: 'default' });
  await run(session, lock);
  const impact = await impactOn(session, 'ConfigMap/prices');
  expect(() => planDelete(impact, 'Background')).toThrow(
    'Nothing was deleted. ConfigMap prices is locked: the till reads them, and locked for Argo CD (argocd.argoproj.io/sync-options: Delete=false).',
  );
  const row = async () => {
    const rows = await explorer.rows('test', 'default', 'Config', 'ConfigMaps');
    return rows.find((one) => one.startsWith('prices'));
  };
  await expect.poll(row).toMatch(/^prices locked · /);
  const unlock = planUnlock(impact.targets);
  expect(unlock.about.details).toEqual([
    'ConfigMap prices is locked: the till reads them, and locked for Argo CD (argocd.argoproj.io/sync-options: Delete=false).',
    'Afterwards it can be deleted. Nothing is deleted now.',
  ]);
  await run(session, unlock);
  const { metadata } = await session.connection.json<{ metadata: object }>({ path: `${MAPS}/prices` });
  expect(metadata).toMatchObject({ annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } });
  await expect.poll(row).toMatch(/^prices (?!locked)/);
  const free = await impactOn(session, 'ConfigMap/prices');
  expect(planDelete(free, 'Background').steps).toHaveLength(1);
  expect(() => planUnlock(free.targets)).toThrow('not locked: ConfigMap prices');
});

test('heeds the locks of what would go, too', async ({ server, explorer }) => {
  await createApplication(server, 'default', 'bound', { pods: 1 });
  const type = 'application/merge-patch+json';
  const pod = '/api/v1/namespaces/default/pods/bound-6c8f9d7b54-0';
  const text = JSON.stringify({ metadata: { annotations: { 'kube-guardrails/locked': 'in use' } } });
  await server.send('PATCH', pod, { type, text });
  const session = await explorer.session('test');
  const impact = await impactOn(session, 'Deployment/bound');
  expect(() => planDelete(impact, 'Background')).toThrow(
    'Pod bound-6c8f9d7b54-0, which would go with it, is locked: in use.',
  );
  expect(canOrphan(impact)).toBe(true);
  expect(lockedBy(impact, 'Orphan')).toEqual([]);
  expect(planDelete(impact, 'Orphan').steps).toHaveLength(1);

  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'vault' } };
  await create(server, '/api/v1/namespaces', object);
  const inside = { name: 'keys', labels: { 'policy.kruise.io/delete-protection': 'Always' } };
  await create(server, '/api/v1/namespaces/vault/secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: inside,
  });
  const namespace = await choose(session, 'Namespace', 'vault');
  const { targets } = await readTargets(session, [namespace]);
  const around = await impactOf(session, targets);
  expect(around.locked).toMatchObject([{ name: 'keys', isTarget: false }]);
  expect(() => planDelete(around, 'Background')).toThrow(
    /Secret keys, which would go with it, is locked for OpenKruise/,
  );
});

test("OpenKruise's lock of what takes others along holds where its namespace is to go, too", async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kruise' },
  });
  const folder = '/api/v1/namespaces/kruise/configmaps';
  await create(server, folder, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'owner', labels: { 'policy.kruise.io/delete-protection': 'Cascading' } },
  });
  const { metadata } = await session.connection.json<{ metadata: { uid: string } }>({
    path: `${folder}/owner`,
  });
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: metadata.uid };
  expect((await impactOn(session, 'Namespace/kruise')).locked).toEqual([]);
  await create(server, folder, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'owned', ownerReferences: [owner] },
  });
  expect((await impactOn(session, 'Namespace/kruise')).locked.map(({ name }) => name)).toEqual(['owner']);
});

test('names the object that was made anew meanwhile, and what was locked before it', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const names = ['one', 'two', 'three'];
  for (const name of names) await create(server, MAPS, map(name, {}));
  const chosen = names.map((name) => choose(session, 'ConfigMap', name));
  const plan = planLock((await readTargets(session, await Promise.all(chosen))).targets, 'audit');
  await server.send('DELETE', `${MAPS}/three`);
  await create(server, MAPS, map('three', {}));
  const why =
    'ConfigMap three: Another object has its name by now: the one that was looked at was deleted, and one of the same name made since. It was left alone.';
  await expect(rehearse(session, plan)).rejects.toMatchObject({ kind: 'conflict', message: why });
  const outcomes = await carryOutAll(session, new Journal(), plan, approve(session, plan));
  expect(failedText(plan, outcomes)).toBe(
    `${why} Look at it again, and decide anew. 2 of 3 changes were made before.`,
  );
  const { metadata } = await session.connection.json<{ metadata: object }>({ path: `${MAPS}/three` });
  expect(metadata).not.toHaveProperty('annotations');
});
