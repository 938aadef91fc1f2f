import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { SECRETS } from '../../client/src/cluster/look/helm.ts';
import { RowList } from '../../client/src/cluster/resources/rowList.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { contextFor, kubeconfigFor } from '../harness/cluster/context.ts';
import { TestExplorer, test } from '../harness/cluster/clusterTest.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create } from '../harness/cluster/objects.ts';
import { freePorts } from '../harness/cluster/processes.ts';
import { startRelay } from '../harness/cluster/relay.ts';

const REVIEW = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

describe('who one is', () => {
  test('is whom the kubeconfig says to act as', async ({ server }) => {
    const user = {
      token: server.token,
      as: 'jane',
      'as-uid': '7',
      'as-groups': ['builders', 'testers'],
      'as-user-extra': { 'example.com/scopes': ['read', 'write'] },
    };
    const connection = new Connection(contextFor(server, { user }), { env: {} });
    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const { status } = await connection.json<{ status: unknown }>({ path: REVIEW, review });
    expect(status).toEqual({
      userInfo: {
        username: 'jane',
        uid: '7',
        groups: ['builders', 'testers', 'system:authenticated'],
        extra: { 'example.com/scopes': ['read', 'write'] },
      },
    });
    connection.close();
  });
});

describe('what somebody may not do', () => {
  test('is a row, and all else goes on', async ({ server, explorer }) => {
    const rbac = '/apis/rbac.authorization.k8s.io/v1';
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const rules = [{ apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['list', 'watch'] }];
    await create(server, `${rbac}/clusterroles`, {
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name: 'looks' },
      rules,
    });
    await create(server, `${rbac}/clusterrolebindings`, {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'looks' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'looks' },
      subjects: [{ kind: 'User', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' }],
    });
    writeKubeconfig(
      explorer.kubeconfig,
      kubeconfigFor(server, { user: { token: server.token, as: 'jane' } }),
    );
    const jane = new TestExplorer(explorer.kubeconfig);
    expect(await jane.rows('test', 'default', 'Workloads', 'Pods')).toEqual(['nothing here']);
    const [row] = await jane.rows('test', 'default', 'Workloads', 'Deployments');
    expect(row).toBe('You may not list deployments.apps in "default" Ask for a role that allows it.');
    jane.dispose();
  });
});

describe('an API server', () => {
  test('that cannot be reached is one row, which tries again by a click', async ({ server, explorer }) => {
    const [port = 0] = await freePorts(1);
    const url = `https://127.0.0.1:${port}`;
    writeKubeconfig(explorer.kubeconfig, kubeconfigFor(server, { url }));
    explorer.reload();
    const [row, ...rest] = (await (await explorer.at('test')).children?.()) ?? [];
    expect(row?.look.label).toBe(`127.0.0.1:${port} cannot be reached: nothing listens there.`);
    expect(row?.look.tooltip).toMatch(/VPN.*tried again within 30 seconds, and at once by a click/s);
    expect(rest).toEqual([]);
    // Waits are long by now.
    await vi.waitFor(() => expect(explorer.requests.length).toBeGreaterThan(3), 10_000);
    const way = createServer((near) => near.pipe(connect(Number(new URL(server.url).port))).pipe(near));
    way.listen(port, '127.0.0.1');
    onTestFinished(() => void way.close());
    await once(way, 'listening');
    row?.act?.();
    await vi.waitFor(async () => expect(await explorer.rows('test')).toContain('kube-system'), 1500);
  });

  test('that is killed and comes back is followed again', async ({ server, explorer }) => {
    const path = ['test', 'default', 'Config', 'ConfigMaps'] as const;
    expect(await explorer.rows(...path)).toEqual(['nothing here']);
    await server.kill();
    await vi.waitFor(
      async () =>
        expect((await explorer.rows(...path))[0]).toMatch(/cannot be reached: nothing listens there/),
      10_000,
    );
    await server.revive();
    await create(server, '/api/v1/namespaces/default/configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'after' },
    });
    await vi.waitFor(
      async () => expect((await explorer.rows(...path)).map((row) => row.split(' ')[0])).toEqual(['after']),
      40_000,
    );
  }, 90_000);
});

describe('a namespace', () => {
  test('that is deleted goes from the tree, also while it is open', async ({ server, explorer }) => {
    await create(server, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'doomed' },
    });
    await vi.waitFor(async () => expect(await explorer.rows('test')).toContain('doomed'), 5000);
    expect(await explorer.rows('test', 'doomed', 'Workloads', 'Pods')).toEqual(['nothing here']);
    await server.send('DELETE', '/api/v1/namespaces/doomed');
    // No controller runs here that would take the last step.
    const finalize = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'doomed' }, spec: {} };
    await server.send('PUT', '/api/v1/namespaces/doomed/finalize', {
      type: 'application/json',
      text: JSON.stringify(finalize),
    });
    await vi.waitFor(async () => expect(await explorer.rows('test')).not.toContain('doomed'), 5000);
  });
});

describe('a watch', () => {
  test('that is too old after a restart of the API server begins anew, without a word', async ({
    server,
  }) => {
    const way = await startRelay(Number(new URL(server.url).port));
    const asked: string[] = [];
    const connection = new Connection(contextFor(server, { url: `https://127.0.0.1:${way.port}` }), {
      env: {},
      onRequest: (_method, path) => asked.push(path.includes('watch=true') ? 'watch' : 'list'),
    });
    const add = (name: string) => {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
      return create(server, '/api/v1/namespaces/kube-public/configmaps', object);
    };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const type = { ...SECRETS, kind: 'ConfigMap', resource: 'configmaps' };
    const list = new RowList(connection, { type, namespace: 'kube-public' }, () => undefined);
    onTestFinished(() => {
      vi.useRealTimers();
      list.close();
      connection.close();
    });
    const names = () => [...list.rows()].map(({ name }) => name);
    await expect.poll(() => list.state).toBe('live');
    await add('seen');
    await expect.poll(names).toContain('seen'); // so the watch is there
    way.stall();
    await add('missed');
    await server.kill();
    await server.revive();
    asked.length = 0;
    const failures = new Set<unknown>();
    vi.advanceTimersByTime(91_000);
    await expect
      .poll(
        () => {
          failures.add(list.failure);
          return names();
        },
        { timeout: 10_000, interval: 5 },
      )
      .toContain('missed');
    expect(asked.slice(0, 2)).toEqual(['watch', 'list']);
    expect([...failures]).toEqual([undefined]);
    await add('later');
    await expect.poll(names, { timeout: 10_000 }).toContain('later');
  }, 60_000);
});
