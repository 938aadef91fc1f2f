import { expect, onTestFinished } from 'vitest';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import type { Change } from '../../client/src/cluster/change/approval.ts';
import { planHoldLocks, planReleaseLocks } from '../../client/src/cluster/change/holdLocks.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import type { Plan } from '../../client/src/cluster/change/plan.ts';
import { carryOutAll, rehearse } from '../../client/src/cluster/change/plan.ts';
import { Session } from '../../client/src/cluster/session.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { allow, approve, sessionAs } from '../harness/cluster/changes.ts';
import { create } from '../harness/cluster/objects.ts';
import { contextOf, reply, startScripted } from '../harness/cluster/scriptedServer.ts';
import { runDeployment, test } from '../harness/cluster/streamTest.ts';

const POLL = { timeout: 20_000 };
const APPS = '/apis/apps/v1/namespaces/default/deployments';

async function carry(session: Session, plan: Plan): Promise<void> {
  await rehearse(session, plan);
  const outcomes = await carryOutAll(session, new Journal(), plan, approve(session, plan));
  expect(outcomes.flatMap(({ failure }) => failure ?? [])).toEqual([]);
}

async function annotate(server: ApiServer, path: string, value: string | null): Promise<void> {
  const text = JSON.stringify({ metadata: { annotations: { 'kube-guardrails/locked': value } } });
  const { status } = await server.send('PATCH', path, { type: 'application/merge-patch+json', text });
  expect(status).toBe(200);
}

/** What another client is told that wants to delete something, without doing it. */
async function tryDelete(server: ApiServer, path: string): Promise<string> {
  const { status, body } = await server.send('DELETE', `${path}?dryRun=All`);
  return status === 200 ? 'deleted' : (JSON.parse(body) as { message: string }).message;
}

async function statusOf(server: ApiServer, path: string): Promise<number> {
  return (await server.send('GET', path)).status;
}

test('has the API server keep what is locked, whoever asks, and garbage collection go on', async ({
  server,
  explorer,
}) => {
  await runDeployment(server, 'orders', 1);
  await annotate(server, `${APPS}/orders`, "the shop's orders");
  const session = await explorer.session('test');
  await expect(planReleaseLocks(session)).rejects.toThrow(/has no kube-guardrails-locks/);
  const plan = await planHoldLocks(session);
  expect(plan.steps.map(({ path }) => path.split('/').at(-2))).toEqual([
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
  ]);
  await carry(session, plan);
  const refused =
    "Deployment orders is locked (the shop's orders): take its annotation kube-guardrails/locked away first.";
  await expect.poll(() => tryDelete(server, `${APPS}/orders`), POLL).toContain(refused);

  await allow(server, 'bob', { deployments: ['get', 'delete', 'patch'] });
  const bob = sessionAs(server, 'bob');
  onTestFinished(() => bob.close());
  const { metadata } = await bob.connection.json<{ metadata: { uid: string } }>({ path: `${APPS}/orders` });
  const body = { preconditions: { uid: metadata.uid } };
  const change: Change = { method: 'DELETE', path: `${APPS}/orders`, body };
  const preview = {
    title: '',
    context: 'test',
    server: '',
    user: '',
    details: [],
    action: '',
    changes: [change],
  };
  await expect(bob.connection.change(change, new Approval(preview))).rejects.toMatchObject({
    kind: 'denied',
    message: expect.stringContaining(refused) as string,
  });
  expect(await tryDelete(server, APPS)).toContain('is locked'); // a whole collection

  // Not everything in kube-system is Kubernetes itself.
  const accounts = 'system:serviceaccount:kube-system:';
  await allow(server, `${accounts}deployer`, { deployments: ['get', 'delete'] });
  const [deployer, collector] = ['deployer', 'generic-garbage-collector'].map((name) =>
    sessionAs(server, `${accounts}${name}`),
  );
  onTestFinished(() => {
    for (const one of [deployer, collector]) one?.close();
  });
  await expect(deployer?.connection.dryRun(change)).rejects.toMatchObject({ kind: 'denied' });
  await expect(collector?.connection.dryRun(change)).resolves.toBeDefined();
  await annotate(server, `${APPS}/orders`, null);
  await bob.connection.change(change, new Approval(preview));
  await expect.poll(() => statusOf(server, `${APPS}/orders`), POLL).toBe(404);
});

test('lets a locked child go with its owner, and a namespace with what is in it', async ({ server }) => {
  await runDeployment(server, 'bound', 1);
  const pods = '/api/v1/namespaces/default/pods';
  const { body } = await server.send('GET', `${pods}?labelSelector=app%3Dbound`);
  const [pod] = (JSON.parse(body) as { items: { metadata: { name: string } }[] }).items;
  const child = `${pods}/${pod?.metadata.name}`;
  await annotate(server, child, 'with its owner');
  expect(await tryDelete(server, child)).toContain('is locked (with its owner)');
  expect((await server.send('DELETE', `${APPS}/bound`)).status).toBe(200);
  await expect.poll(() => statusOf(server, child), POLL).toBe(404);

  const metadata = { name: 'store' };
  await create(server, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata });
  const map = { name: 'kept', annotations: { 'kube-guardrails/locked': 'no' } };
  const maps = '/api/v1/namespaces/store/configmaps';
  await create(server, maps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: map });
  expect(await tryDelete(server, `${maps}/kept`)).toContain('ConfigMap kept is locked (no)');
  expect((await server.send('DELETE', '/api/v1/namespaces/store')).status).toBe(200);
  await expect.poll(() => statusOf(server, '/api/v1/namespaces/store'), POLL).toBe(404);
});

test('can be taken away again', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  expect((await planHoldLocks(session)).about.details).toContain(
    'They are there already, and are brought up to date.',
  );
  const path = '/api/v1/namespaces/default/configmaps';
  const metadata = { name: 'free', annotations: { 'kube-guardrails/locked': '' } };
  await create(server, path, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
  expect(await tryDelete(server, `${path}/free`)).toContain('is locked');
  await carry(session, await planReleaseLocks(session));
  await expect.poll(() => tryDelete(server, `${path}/free`), POLL).toBe('deleted');
});

test('says where a cluster is too old for it', async () => {
  const old = {
    version: 'v1beta1',
    resources: [{ resource: 'validatingadmissionpolicies', scope: 'Cluster' }],
  };
  const kind = { kind: 'ValidatingAdmissionPolicy' };
  const resources = old.resources.map((one) => ({ ...one, responseKind: kind, verbs: ['list'] }));
  const group = { metadata: { name: 'admissionregistration.k8s.io' }, versions: [{ ...old, resources }] };
  const server = await startScripted((request, response) => {
    reply(response, { kind: 'APIGroupDiscoveryList', items: request.url === '/apis' ? [group] : [] });
  });
  onTestFinished(() => server.close());
  const session = new Session(contextOf(server), { env: {}, policy: () => 'normal' });
  onTestFinished(() => session.close());
  await expect(planHoldLocks(session)).rejects.toThrow(
    /which came with Kubernetes 1\.30: locks hold in Kube Guardrails alone/,
  );
});
