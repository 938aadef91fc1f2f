import { expect } from 'vitest';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { planRollback } from '../../client/src/cluster/change/operations/rollback.ts';
import { planPause } from '../../client/src/cluster/change/operations/rollout.ts';
import { planScale, readScale } from '../../client/src/cluster/change/operations/scale.ts';
import type { Target } from '../../client/src/cluster/change/operations/target.ts';
import { planRestart } from '../../client/src/cluster/change/restart.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import type { Revision } from '../../client/src/cluster/look/revisions.ts';
import { revisionsOf } from '../../client/src/cluster/look/revisions.ts';
import type { Pod } from '../../client/src/cluster/models.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { carry } from '../harness/cluster/carry.ts';
import { create } from '../harness/cluster/objects.ts';
import { isReady, podTemplate, runDeployment, test } from '../harness/cluster/streamTest.ts';

const APPS = '/apis/apps/v1/namespaces/default';
const POLL = { timeout: 20_000, interval: 50 };

function targetOf(kind: string, name: string): Target {
  return { kind, name, namespace: 'default', path: `${APPS}/${kind.toLowerCase()}s/${name}` };
}

async function readyPods({ connection }: Session, app: string): Promise<readonly Pod[]> {
  const path = `/api/v1/namespaces/default/pods?labelSelector=app%3D${app}`;
  const { items } = await connection.json<{ items: readonly Pod[] }>({ path });
  return items.filter(isReady);
}

async function images(session: Session, app: string): Promise<readonly (string | undefined)[]> {
  return (await readyPods(session, app)).map(({ spec }) => spec?.containers[0]?.image);
}

/** Changes an object as somebody else would. */
async function patch(server: ApiServer, path: string, body: unknown): Promise<void> {
  const type = 'application/strategic-merge-patch+json';
  const { status, body: answer } = await server.send('PATCH', path, { type, text: JSON.stringify(body) });
  expect(status, answer).toBe(200);
}

async function revisions(session: Session, { kind, path }: Target): Promise<readonly Revision[]> {
  const { metadata } = await session.connection.json<{ metadata: { uid: string } }>({ path });
  return revisionsOf(session, { kind }, { uid: metadata.uid, namespace: 'default' });
}

test('scales a Deployment up, down and off, and its Pods follow', async ({ server, explorer }) => {
  await runDeployment(server, 'up', 1);
  const session = await explorer.session('test');
  const target = targetOf('Deployment', 'up');
  const scale = await readScale(session, target);
  expect(scale).toMatchObject({ wanted: 1, current: 1, ready: 1 });
  const plan = await planScale(session, target, scale, 3);
  expect(plan.about).toMatchObject({ title: 'Scale Deployment up?', action: 'Scale', isGrave: false });
  expect(plan.about.details).toEqual(['Replicas: 1 → 3. There now: 1, 1 of them ready.']);
  expect(plan.kubectl?.join(' ')).toBe(
    'scale deployment/up --namespace default --current-replicas=1 --replicas=3',
  );
  const journal = new Journal();
  await carry(session, plan, journal);
  expect(journal.entries).toMatchObject([
    {
      action: 'scaled',
      path: target.path,
      before: { kind: 'Deployment', spec: { replicas: 1 } },
      after: { kind: 'Deployment', spec: { replicas: 3 } }, // the answer is a Scale
    },
  ]);
  await expect.poll(async () => (await readyPods(session, 'up')).length, POLL).toBe(3);
  const off = await planScale(session, target, await readScale(session, target), 0);
  expect(off.about).toMatchObject({ title: 'Switch Deployment up off (0 replicas)?', action: 'Switch Off' });
  expect(off.about.details.join('\n')).toMatch(/All of its Pods are ended and nothing takes their work/);
  await carry(session, off);
  await expect.poll(async () => (await readyPods(session, 'up')).length, POLL).toBe(0);
  const many = await planScale(session, target, await readScale(session, target), 2000);
  expect(many.about).toMatchObject({ isGrave: true });
  expect(many.about.details.join('\n')).toMatch(/That is a lot: 2000 new Pods/);
  await expect(planScale(session, target, await readScale(session, target), 0)).rejects.toThrow(
    'nothing to do',
  );
});

test('names what scales it back, and sends nothing in a read-only context', async ({ server, explorer }) => {
  await runDeployment(server, 'auto', 1);
  await create(server, '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'auto' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'auto' },
      minReplicas: 1,
      maxReplicas: 4,
    },
  });
  const session = await explorer.session('test');
  const target = targetOf('Deployment', 'auto');
  const plan = await planScale(session, target, await readScale(session, target), 2);
  expect(plan.about.details.join('\n')).toMatch(/HorizontalPodAutoscaler auto decides/);
  explorer.contextSetting = { test: 'readOnly' };
  const sent = explorer.requests.length;
  await expect(carry(session, plan)).rejects.toMatchObject({ kind: 'policy' });
  expect(explorer.requests.slice(sent)).toEqual([
    'PATCH /apis/apps/v1/namespaces/default/deployments/auto/scale?fieldManager=kube-guardrails&fieldValidation=Strict&dryRun=All',
  ]);
  explorer.contextSetting = { test: 'protected' };
  await carry(session, plan);
  expect((await readScale(session, target)).wanted).toBe(2);
});

test('scales a custom resource that can be scaled, by the number that its definition names', async ({
  server,
  explorer,
}) => {
  await create(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', SHARDS);
  const session = await explorer.session('test');
  await expect
    .poll(
      async () => (await server.send('GET', '/apis/example.com/v1/namespaces/default/shards')).status,
      POLL,
    )
    .toBe(200);
  await create(server, '/apis/example.com/v1/namespaces/default/shards', {
    apiVersion: 'example.com/v1',
    kind: 'Shard',
    metadata: { name: 'main' },
    spec: { size: 2 },
  });
  const node = await explorer.at('test', 'default', 'Custom', 'Shards', 'main');
  expect(node.look.kind).toBe('object.Shard.scalable');
  const path = '/apis/example.com/v1/namespaces/default/shards/main';
  const target = { kind: 'Shard', name: 'main', namespace: 'default', path };
  await carry(session, await planScale(session, target, await readScale(session, target), 5));
  expect(await session.connection.json({ path })).toMatchObject({ spec: { size: 5 } });
});

test('rolls a Deployment back to a revision, with what was noted of it', async ({ server, explorer }) => {
  await runDeployment(server, 'back', 2);
  const session = await explorer.session('test');
  const target = targetOf('Deployment', 'back');
  await patch(server, target.path, { metadata: { annotations: { 'kubernetes.io/change-cause': 'first' } } });
  await expect.poll(async () => (await revisions(session, target))[0]?.cause, POLL).toBe('first');
  await patch(server, target.path, {
    metadata: { annotations: { 'kubernetes.io/change-cause': 'second', 'kube-guardrails/locked': 'orders' } },
    spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example.com/web:2.0.0' }] } } },
  });
  const next = 'registry.example.com/web:2.0.0';
  await expect.poll(() => images(session, 'back'), POLL).toEqual([next, next]);
  const [newest, first] = await revisions(session, target);
  if (!newest || !first) throw new Error('no revisions');
  await expect(planRollback(session, target, newest)).rejects.toThrow(
    'has the template of revision 2 already',
  );
  const plan = await planRollback(session, target, first);
  expect(plan.about.details).toEqual([
    'web: registry.example.com/web:2.0.0 → registry.example.com/web:1.4.2',
    'Noted of the revision: first',
    'Its Pods are replaced. The number of replicas, and what ConfigMaps and Secrets hold, stay as they are now.',
  ]);
  await carry(session, plan);
  const former = 'registry.example.com/web:1.4.2';
  await expect.poll(() => images(session, 'back'), POLL).toEqual([former, former]);
  const live = await session.connection.json<Json>({ path: target.path });
  const annotations = { 'kubernetes.io/change-cause': 'first', 'kube-guardrails/locked': 'orders' };
  expect(live).toMatchObject({ metadata: { annotations } });
  await expect.poll(async () => (await revisions(session, target))[0]?.number, POLL).toBe(3);
});

test('changes no other object of the same name', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const target = targetOf('Deployment', 'twin');
  await runDeployment(server, 'twin', 1);
  const [first] = await revisions(session, target);
  if (!first) throw new Error('no revision');
  const plans = [
    await planScale(session, target, await readScale(session, target), 3),
    await planPause(session, target, true),
    await planRestart(session, { ...target, namespace: 'default' }, new Date()),
    await planRollback(session, target, {
      ...first,
      template: { ...first.template, metadata: { labels: { app: 'twin', old: '1' } } },
    }),
  ];
  await server.send('DELETE', `${target.path}?propagationPolicy=Background`);
  await runDeployment(server, 'twin', 1);
  for (const { about, steps } of plans)
    for (const { change } of steps)
      await expect(session.connection.dryRun(change), about.title).rejects.toMatchObject({
        kind: 'conflict',
        message: expect.stringMatching(/^Another object has its name by now: /) as unknown,
      });
  await server.send('DELETE', target.path);
});

test('pauses a rollout, which no roll-back passes, and resumes it', async ({ server, explorer }) => {
  await runDeployment(server, 'held', 1);
  const session = await explorer.session('test');
  const target = targetOf('Deployment', 'held');
  await carry(session, await planPause(session, target, true));
  const [revision] = await revisions(session, target);
  if (!revision) throw new Error('no revision');
  await expect(planRollback(session, target, revision)).rejects.toThrow('paused: resume it first');
  await expect(planPause(session, target, true)).rejects.toThrow('paused already');
  const image = 'registry.example.com/web:3.0.0';
  await patch(server, target.path, {
    spec: { template: { spec: { containers: [{ name: 'web', image }] } } },
  });
  await expect
    .poll(async () => (await planPause(session, target, false)).about.details.join(' '), POLL)
    .toMatch(/0 of its 1 Pods have the new template so far/);
  await carry(session, await planPause(session, target, false));
  await expect.poll(() => images(session, 'held'), POLL).toEqual([image]);
});

test.for(['StatefulSet', 'DaemonSet'])('rolls a %s back', async (kind, { server, explorer }) => {
  const app = `set-${kind.toLowerCase()}`;
  const labels = { app };
  const target = targetOf(kind, app);
  await create(server, `${APPS}/${kind.toLowerCase()}s`, {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: app },
    spec: {
      selector: { matchLabels: labels },
      template: podTemplate({ labels, env: { ADDED: '1' } }),
      ...(kind === 'StatefulSet' ? { serviceName: app, replicas: 1 } : {}),
    },
  });
  const session = await explorer.session('test');
  await expect.poll(async () => (await readyPods(session, app)).length, POLL).toBe(1);
  const image = 'registry.example.com/web:2.0.0';
  await patch(server, target.path, {
    spec: {
      template: { spec: { containers: [{ name: 'web', image, env: [{ name: 'NEW', value: '2' }] }] } },
    },
  });
  await expect.poll(() => images(session, app), POLL).toEqual([image]);
  const [, first] = await revisions(session, target);
  if (!first) throw new Error('no former revision');
  await carry(session, await planRollback(session, target, first));
  await expect.poll(() => images(session, app), POLL).toEqual(['registry.example.com/web:1.4.2']);
  const live = await session.connection.json({ path: target.path });
  expect(live).toMatchObject({
    spec: { template: { spec: { containers: [{ env: [{ name: 'ADDED', value: '1' }] }] } } },
  });
});

const SHARDS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shards.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Shard', plural: 'shards', singular: 'shard', listKind: 'ShardList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' },
        },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { size: { type: 'integer' } } },
              status: { type: 'object', properties: { size: { type: 'integer' } } },
            },
          },
        },
      },
    ],
  },
};
