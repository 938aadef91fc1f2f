import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { clusterContext } from '../../client/src/cluster/context.ts';
import type { ClusterFailure } from '../../client/src/cluster/failure.ts';
import { loadKubeconfig } from '../../client/src/cluster/kubeconfig/load.ts';
import type { Surroundings } from '../../client/src/cluster/kubeconfig/locate.ts';
import { SECRETS } from '../../client/src/cluster/look/helm.ts';
import { RowList } from '../../client/src/cluster/resources/rowList.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';
import { startRelay } from '../harness/cluster/relay.ts';

const NAMESPACE = '/api/v1/namespaces/default';

/** The token of a service account, as a pod gets it. */
async function tokenOf(server: ApiServer, account: string): Promise<string> {
  const path = `${NAMESPACE}/serviceaccounts/${account}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const made = (await create(server, path, request)) as unknown as { status: { token: string } };
  return made.status.token;
}

/** What a pod has in it: two variables, and a folder. */
function podOf(server: ApiServer): Surroundings & { readonly serviceAccount: string } {
  const home = mkdtempSync(join(tmpdir(), 'kube-guardrails-pod-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const serviceAccount = join(home, 'serviceaccount');
  mkdirSync(serviceAccount);
  writeFileSync(join(serviceAccount, 'ca.crt'), readFileSync(server.authority));
  writeFileSync(join(serviceAccount, 'namespace'), 'default\n');
  const { hostname, port } = new URL(server.url);
  return {
    env: { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port },
    home,
    serviceAccount,
  };
}

/** As the kubelet does: another file in its place. */
function writeToken({ serviceAccount }: { readonly serviceAccount: string }, token: string): void {
  writeFileSync(join(serviceAccount, 'token.new'), token);
  renameSync(join(serviceAccount, 'token.new'), join(serviceAccount, 'token'));
}

async function whoAmI(connection: Connection): Promise<string> {
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const { status } = await connection.json<{ status: { userInfo: { username: string } } }>({ path, review });
  return status.userInfo.username;
}

test('a process in a pod is its service account, also after its token was renewed', async ({ server }) => {
  for (const name of ['before', 'after']) {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } };
    await create(server, `${NAMESPACE}/serviceaccounts`, account);
  }
  const pod = podOf(server);
  writeToken(pod, await tokenOf(server, 'before'));
  const kubeconfig = await loadKubeconfig(pod);
  expect(kubeconfig).toMatchObject({ currentContext: 'in-cluster', problems: [] });
  const context = clusterContext(kubeconfig, 'in-cluster');
  expect(context.namespace).toBe('default');
  const connection = new Connection(context, pod);
  onTestFinished(() => connection.close());
  expect(await whoAmI(connection)).toBe('system:serviceaccount:default:before');

  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  writeToken(pod, await tokenOf(server, 'after'));
  expect(await whoAmI(connection)).toBe('system:serviceaccount:default:before');
  vi.advanceTimersByTime(61_000);
  expect(await whoAmI(connection)).toBe('system:serviceaccount:default:after');

  // What was refused is read again at once.
  writeToken(pod, 'of-nobody');
  vi.advanceTimersByTime(61_000);
  await expect(whoAmI(connection)).rejects.toMatchObject({ kind: 'unauthorized' });
  writeToken(pod, await tokenOf(server, 'before'));
  expect(await whoAmI(connection)).toBe('system:serviceaccount:default:before');
});

test('outside of a pod there is no such context', async ({ server }) => {
  const pod = podOf(server);
  expect((await loadKubeconfig(pod)).contexts.size).toBe(0);
  writeToken(pod, 'a token');
  expect((await loadKubeconfig({ ...pod, env: {} })).contexts.size).toBe(0);
  expect([...(await loadKubeconfig(pod)).contexts.keys()]).toEqual(['in-cluster']);
});

test('a token that is refused during a watch is read again, without a word', async ({ server }) => {
  for (const name of ['first', 'second']) {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } };
    await create(server, `${NAMESPACE}/serviceaccounts`, account);
  }
  await create(server, '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'accounts-look' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'Group', name: 'system:serviceaccounts', apiGroup: 'rbac.authorization.k8s.io' }],
  });
  const way = await startRelay(Number(new URL(server.url).port));
  const pod = podOf({ ...server, url: `https://127.0.0.1:${way.port}` });
  const token = await tokenOf(server, 'first');
  writeToken(pod, token);
  const connection = new Connection(clusterContext(await loadKubeconfig(pod), 'in-cluster'), pod);
  const failures = new Set<string | undefined>();
  const type = { ...SECRETS, kind: 'ConfigMap', resource: 'configmaps' };
  const list = new RowList(connection, { type, namespace: 'default' }, () =>
    failures.add(list.failure?.message),
  );
  onTestFinished(() => {
    list.close();
    connection.close();
  });
  await expect.poll(() => list.state, { timeout: 10_000 }).toBe('live');
  failures.clear();

  await server.send('DELETE', `${NAMESPACE}/serviceaccounts/first`);
  const user = { token };
  const other = new Connection(contextFor(server, { user }), { env: {} });
  // The server remembers for ten seconds whom it let in.
  await expect
    .poll(() => whoAmI(other).catch(({ kind }: ClusterFailure) => kind), { timeout: 25_000, interval: 250 })
    .toBe('unauthorized');
  other.close();
  writeToken(pod, await tokenOf(server, 'second'));
  way.cut();
  const prices = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prices' } };
  await create(server, `${NAMESPACE}/configmaps`, prices);
  await expect.poll(() => [...list.rows()].map(({ name }) => name), { timeout: 10_000 }).toContain('prices');
  expect([...failures].filter((failure) => failure !== undefined)).toEqual([]);
}, 60_000);
