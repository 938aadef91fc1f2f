import { expect } from 'vitest';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import type { Drained, DrainOptions } from '../../client/src/cluster/change/operations/drain.ts';
import { drain, drainedText } from '../../client/src/cluster/change/operations/drain.ts';
import type { DrainPlan } from '../../client/src/cluster/change/operations/drainPlan.ts';
import { planDrain, readDrain } from '../../client/src/cluster/change/operations/drainPlan.ts';
import { fateOf } from '../../client/src/cluster/change/operations/drainPods.ts';
import { previewFor } from '../../client/src/cluster/change/preview.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import type { Pod } from '../../client/src/cluster/models.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { Session as ClusterSession } from '../../client/src/cluster/session.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';
import { startRelay } from '../harness/cluster/relay.ts';
import { deletePod, podTemplate, runDeployment, runPod, test } from '../harness/cluster/streamTest.ts';

const NODE = { kind: 'Node', name: 'node-1', namespace: undefined, path: '/api/v1/nodes/node-1' };
const APPS = '/apis/apps/v1/namespaces/default';
const BUDGETS = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
const POLL = { timeout: 20_000, interval: 50 };

async function plan(session: Session, takesLost = false): Promise<DrainPlan> {
  return planDrain(session, NODE, await readDrain(session, NODE.name), takesLost);
}

async function run(
  session: Session,
  drainPlan: DrainPlan,
  options: Partial<DrainOptions> = {},
): Promise<{ readonly drained: Drained; readonly journal: Journal; readonly told: readonly string[] }> {
  const journal = new Journal();
  const told: string[] = [];
  const changes = drainPlan.steps.map(({ change }) => change);
  const preview = previewFor(session, { ...drainPlan.about, changes });
  expect(preview.mustType).toBe('node-1');
  const drained = await drain(session, journal, drainPlan, new Approval(preview, 'node-1'), {
    signal: new AbortController().signal,
    report: (message) => told.push(message),
    retryAfter: 100,
    ...options,
  });
  return { drained, journal, told };
}

/** Pods that run on the node, by the first part of their names. */
async function there(session: Session): Promise<readonly string[]> {
  const path = '/api/v1/namespaces/default/pods?fieldSelector=spec.nodeName%3Dnode-1';
  const { items } = await session.connection.json<{ items: readonly Pod[] }>({ path });
  return items.map(({ metadata }) => metadata?.name?.split('-')[0] ?? '').toSorted();
}

async function uncordon(server: ApiServer): Promise<void> {
  const type = 'application/merge-patch+json';
  await server.send('PATCH', NODE.path, { type, text: '{"spec":{"unschedulable":null}}' });
}

async function budget(server: ApiServer, session: Session, app: string): Promise<void> {
  await create(server, BUDGETS, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: app },
    spec: { minAvailable: 1, selector: { matchLabels: { app } } },
  });
  const status = async () => (await session.connection.json<Json>({ path: `${BUDGETS}/${app}` }))['status'];
  await expect.poll(status, POLL).toMatchObject({ currentHealthy: 1, disruptionsAllowed: 0 });
}

test('evicts what is made anew elsewhere, leaves what is not, and says so', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  await runDeployment(server, 'web', 2, { spec: { volumes: [{ name: 'cache', emptyDir: {} }] } });
  await create(server, `${APPS}/daemonsets`, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: podTemplate({ labels: { app: 'agent' } }),
    },
  });
  await runPod(server, 'solo');
  await runPod(server, 'over', { script: 'exit 0', spec: { restartPolicy: 'Never' } });
  await expect.poll(() => there(session), POLL).toEqual(['agent', 'over', 'solo', 'web', 'web']);
  const careful = await plan(session);
  const { details } = careful.about;
  expect(details).toEqual([
    'It is cordoned first: no new Pods come to it.',
    'Evicted: 2 Pods of a ReplicaSet, 1 Pod at its end.',
    'Staying: 1 Pod of DaemonSets.',
    expect.stringMatching(/^What is in their emptyDir volumes is lost \(2 Pods\): default\/web-/) as unknown,
    'Left, as nothing makes them anew: default/solo. So the node will not be empty.',
  ]);
  expect(careful.kubectl?.join(' ')).toBe('drain node-1 --ignore-daemonsets --delete-emptydir-data');
  expect(await there(session)).toHaveLength(5); // the preview has evicted nothing
  const { drained, journal, told } = await run(session, careful);
  expect(await there(session)).toEqual(['agent', 'solo']);
  expect(drained).toEqual({
    gone: 3,
    left: [{ pod: 'default/solo', reason: 'nothing makes it anew' }],
    wasStopped: false,
  });
  expect(drainedText('node-1', drained)).toBe(
    'Node node-1 is not empty: 3 Pods gone, 1 left: default/solo (nothing makes it anew). It stays cordoned.',
  );
  expect(told.at(-1)).toBe('3 of 3 Pods gone.');
  expect(journal.entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'cordoned done',
    'evicted done',
    'evicted done',
    'evicted done',
  ]);
  expect(journal.entries[1]?.after).toBeUndefined();
  const all = await plan(session, true);
  expect(all.about.details).toContain('LOST, as nothing makes them anew: default/solo.');
  expect(all.about.details[0]).toBe('It is cordoned already.');
  const last = await run(session, all);
  expect(drainedText('node-1', last.drained)).toBe(
    'Node node-1 is drained: 1 Pod is gone. It stays cordoned.',
  );
  expect(await there(session)).toEqual(['agent']);
  await uncordon(server);
  await server.send('DELETE', `${APPS}/deployments/web`);
  await server.send('DELETE', `${APPS}/daemonsets/agent`);
  await expect.poll(() => there(session), POLL).toEqual([]);
});

test('waits for budgets, which can be stopped', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  await runDeployment(server, 'held', 1);
  await budget(server, session, 'held');
  const first = await plan(session);
  expect(first.about.details.join('\n')).toMatch(
    /Held back by their budgets now, and tried again until you stop:\ndefault\/held-\S+: The disruption budget held needs 1 healthy pods and has 1 currently/,
  );
  const stop = new AbortController();
  let held = 0;
  const { drained } = await run(session, first, {
    signal: stop.signal,
    report: (message) => {
      if (/is held back/.test(message) && ++held === 3) stop.abort();
    },
  });
  expect(held).toBe(3);
  expect(drained).toMatchObject({ gone: 0, wasStopped: true });
  expect(drainedText('node-1', drained)).toMatch(
    /^Node node-1 is not empty, as it was stopped: 0 Pods gone, 1 left: default\/held-\S+ \(The disruption budget held needs 1/,
  );
  expect(await there(session)).toEqual(['held']);

  // Somebody takes the budget away while the drain waits for it.
  const again = await run(session, await plan(session), {
    report: (message) => {
      if (/is held back/.test(message)) void server.send('DELETE', `${BUDGETS}/held`);
    },
  });
  expect(again.drained).toEqual({ gone: 1, left: [], wasStopped: false });
  expect(await there(session)).toEqual([]);
  await uncordon(server);
  await expect.poll(() => there(session), POLL).toEqual(['held']);
  await server.send('DELETE', `${APPS}/deployments/held`);
});

test('a Pod that is gone meanwhile, or made anew under its name, counts as gone', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  await expect.poll(() => there(session), POLL).toEqual([]);
  await runPod(server, 'gone');
  await runPod(server, 'anew');
  const drainPlan = await plan(session, true);
  await deletePod(server, 'gone');
  await deletePod(server, 'anew');
  await runPod(server, 'anew');
  await runPod(server, 'late');
  const { drained } = await run(session, drainPlan);
  const reason = 'it came after the preview';
  const left = ['default/anew', 'default/late'].map((pod) => ({ pod, reason }));
  expect(drained).toEqual({ gone: 2, left, wasStopped: false });
  expect(await there(session)).toEqual(['anew', 'late']);
  await uncordon(server);
  await deletePod(server, 'late');
});

test('a drain whose server is gone says so, and asks for nothing any more', async ({ server }) => {
  const relay = await startRelay(Number(new URL(server.url).port));
  const context = contextFor(server, { url: `https://127.0.0.1:${relay.port}` });
  const sent: string[] = [];
  const session = new ClusterSession(context, {
    env: {},
    policy: () => 'normal',
    onRequest: (method) => sent.push(method),
  });
  await runDeployment(server, 'cut', 1);
  await budget(server, session, 'cut');
  const { drained } = await run(session, await plan(session), {
    report: (message) => {
      if (/is held back/.test(message)) relay.close();
    },
  });
  expect(drained.gone).toBe(0);
  expect(drained.left.map(({ reason }) => reason).join('\n')).toMatch(/cannot be reached/);
  const count = sent.length;
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(sent).toHaveLength(count);
  session.close();
  await server.send('DELETE', `${BUDGETS}/cut`);
  await server.send('DELETE', `${APPS}/deployments/cut`);
  await uncordon(server);
});

test('leaves a locked Pod where it is, and says so', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  await runPod(server, 'held');
  const text = JSON.stringify({ metadata: { annotations: { 'kube-guardrails/locked': 'orders' } } });
  const type = 'application/merge-patch+json';
  await server.send('PATCH', '/api/v1/namespaces/default/pods/held', { type, text });
  const drainPlan = await plan(session, true);
  expect(drainPlan.about.details).toContain(
    'Left, as they are locked: default/held. Unlock them to have the node empty.',
  );
  const { drained } = await run(session, drainPlan);
  expect(drained.left).toContainEqual({ pod: 'default/held', reason: 'it is locked: orders' });
  expect(await there(session)).toContain('held');
  await uncordon(server);
  await deletePod(server, 'held');
});

test('nothing is evicted in a read-only context', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const drainPlan = await plan(session);
  explorer.contextSetting = { test: 'readOnly' };
  await expect(run(session, drainPlan)).rejects.toMatchObject({ kind: 'policy' });
  const { spec } = JSON.parse((await server.send('GET', NODE.path)).body) as { spec: Json };
  expect(spec).not.toHaveProperty('unschedulable');
});

test("a mirror pod is the kubelet's own", () => {
  const annotations = { 'kubernetes.io/config.mirror': 'x' };
  expect(fateOf({ metadata: { annotations } })).toBe('mirror');
});
