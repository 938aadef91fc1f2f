import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { parseFilter } from '../../client/src/explorer/filter.ts';
import { kindsToFind, objectsToFind } from '../../client/src/explorer/findObjects.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import type { Node } from '../../client/src/explorer/node.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { test, TestExplorer } from '../harness/cluster/clusterTest.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { expectUntouched, writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

test('shows what matches a filter by name or label', async ({ explorer, server }) => {
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await createApplication(server, 'default', 'billing', { pods: 1 });
  const pods = ['test', 'default', 'Workloads', 'Pods'];
  expect(await labels(explorer, ...pods)).toEqual(['billing-6c8f9d7b54-0', 'shop-6c8f9d7b54-0']);
  explorer.choices.setFilter(parseFilter('bill'));
  expect(explorer.changes).toContain(undefined);
  expect(await labels(explorer, ...pods)).toEqual(['billing-6c8f9d7b54-0']);
  explorer.choices.setFilter(parseFilter('app=shop'));
  expect(await labels(explorer, ...pods)).toEqual(['shop-6c8f9d7b54-0']);
  explorer.choices.setFilter(parseFilter('app=nothing'));
  expect(await labels(explorer, ...pods)).toEqual(['nothing that matches the filter']);
  explorer.choices.setFilter(undefined);
  expect(await labels(explorer, ...pods)).toHaveLength(2);
});

test('pins namespaces and kinds to the top of a context, and remembers them', async ({ server }) => {
  const memory = new Map<string, unknown>();
  await using first = explorerFor(server, { memory });
  for (const path of [
    ['test', 'kube-system'],
    ['test', 'default', 'Config', 'ConfigMaps'],
    ['test', 'Cluster-wide', 'Cluster', 'Nodes'],
  ]) {
    const { pin } = await first.explorer.at(...path);
    if (pin) await first.explorer.choices.setPinned(pin, true);
  }
  await using second = explorerFor(server, { memory });
  const { explorer } = second;
  expect((await explorer.rows('test')).slice(0, 5)).toEqual([
    'ConfigMaps default',
    'Nodes cluster-wide',
    'Cluster-wide',
    'All namespaces',
    'kube-system',
  ]);
  const { pin, look } = await explorer.at('test', 'kube-system');
  expect(look).toMatchObject({ kind: 'namespace.pinned', spoken: 'Pinned namespace kube-system' });
  await create(server, '/api/v1/namespaces/default/configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'prices' },
  });
  expect(await labels(explorer, 'test', 'ConfigMaps')).toEqual(['prices']);
  if (pin) await explorer.choices.setPinned(pin, false);
  expect((await explorer.rows('test'))[4]).toBe('default of the context');
});

test('keeps pins that cannot be shown in rows of their own, beside all others', async ({ server }) => {
  const memory = new Map<string, unknown>();
  await using tree = explorerFor(server, { memory });
  const { explorer } = tree;
  for (const [group, resource] of [
    ['', 'configmaps'],
    ['gone.example.com', 'widgets'],
    ['silent.example.com', 'gadgets'],
  ])
    await explorer.choices.setPinned({ context: 'test', key: `kind/default/${group}/${resource}` }, true);
  await create(server, '/apis/apiregistration.k8s.io/v1/apiservices', {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.silent.example.com' },
    spec: {
      group: 'silent.example.com',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { namespace: 'default', name: 'nobody' },
    },
  });
  const session = await explorer.session('test');
  const silent = async () => {
    session.forgetDiscovery();
    return (await session.discovery()).missing;
  };
  await expect.poll(silent, { timeout: 20_000 }).toEqual(['silent.example.com/v1']);
  expect((await explorer.rows('test')).slice(0, 5)).toEqual([
    'ConfigMaps default',
    'widgets.gone.example.com is not served here',
    'gadgets.silent.example.com the server behind its API group does not answer',
    'Cluster-wide',
    'All namespaces',
  ]);
  const { pin } = await explorer.at('test', 'widgets.gone.example.com');
  if (pin) await explorer.choices.setPinned(pin, false);
  expect((await explorer.rows('test'))[1]).toMatch(/^gadgets/);
  await server.send('DELETE', '/apis/apiregistration.k8s.io/v1/apiservices/v1.silent.example.com');
});

test('says beside the rest of a context that pinned kinds cannot be shown', async ({ server }) => {
  // Who is nobody may not even ask for the kinds.
  await allowNamespaces(server, 'system:anonymous');
  await using tree = explorerFor(server, { memory: new Map(), as: 'system:anonymous' });
  const { explorer } = tree;
  await explorer.choices.setPinned({ context: 'test', key: 'kind/default//configmaps' }, true);
  const rows = await explorer.rows('test');
  expect(rows[0]).toMatch(/forbidden|you may not/i);
  expect(rows).toContain('kube-system');
  expect(rows).toContain('Cluster-wide');
});

test('finds objects of a kind in all namespaces, or in those that somebody may read', async ({ server }) => {
  await createApplication(server, 'kube-public', 'till-10', { pods: 0 });
  await createApplication(server, 'default', 'till-9', { pods: 0 });
  await using all = explorerFor(server, { memory: new Map() });
  const session = await all.explorer.session('test');
  const kinds = await kindsToFind(session);
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Deployment', 'Node']));
  expect(kinds[0]?.shortNames).toContain('deploy');
  const names = async (who: Session, kind: string, typed: readonly string[] = []) => {
    const type = kinds.find((one) => one.kind === kind);
    if (!type) throw new Error(`no ${kind}`);
    const { objects, gaps } = await objectsToFind(who, type, typed);
    const found = objects.map(({ row }) => `${row.namespace}/${row.name}`);
    return [...found.filter((name) => name.includes('/till')), ...gaps];
  };
  expect(await names(session, 'Deployment')).toEqual(['default/till-9', 'kube-public/till-10']);
  expect(session.lists.size).toBe(0);

  await allow(server, 'market');
  await using jo = explorerFor(server, { memory: new Map(), as: 'jo' });
  const limited = await jo.explorer.session('test');
  expect(await names(limited, 'Pod', ['market'])).toEqual([
    'market/till',
    'Only the namespaces that are known were asked: default, market.',
    'You may not list pods in "default".',
  ]);
  await expect(names(limited, 'Pod')).rejects.toThrow(/You may not/);
});

test('shows several contexts side by side, each as its own user', async ({ server }) => {
  const memory = new Map<string, unknown>();
  await using both = explorerFor(server, { memory });
  const { explorer } = both;
  const config = JSON.parse(kubeconfigFor(server)) as Record<'users' | 'contexts', unknown[]>;
  config.users.push({ name: 'eve', user: { token: server.token, as: 'eve' } });
  config.contexts.push({
    name: 'test/eve',
    context: { cluster: 'test', user: 'eve', namespace: 'kube-public' },
  });
  writeKubeconfig(explorer.kubeconfig, JSON.stringify(config));
  explorer.reload();
  expect((await explorer.roots()).map(({ look }) => look.label)).toEqual(['test', 'test/eve']);
  expect((await explorer.at('test/eve')).look.tooltip).toMatch(
    /^https:.*\n\ncluster test, user eve, namespace kube-public\n\nfrom .*config$/s,
  );
  expect(await explorer.rows('test')).toContain('kube-system');
  expect(await explorer.rows('test/eve')).toContain('kube-public of the context');
  expect(await explorer.rows('test/eve')).not.toContain('kube-system');
  await explorer.choices.setNamespace('test/eve', 'shop', true);
  expect(await explorer.rows('test')).not.toContain('shop typed by hand');
  expect(await labels(explorer, 'test', 'kube-public', 'Config', 'Secrets')).toEqual(['nothing here']);
  expect(await labels(explorer, 'test/eve', 'kube-public', 'Config', 'Secrets')).toEqual([
    'You may not list secrets in "kube-public"',
  ]);
});

test('lets those who may not list namespaces type them, and says what they lack', async ({ server }) => {
  await allow(server, 'shop');
  const memory = new Map<string, unknown>();
  await using jo = explorerFor(server, { memory, as: 'jo' });
  const { explorer } = jo;
  expect(await explorer.rows('test')).toEqual([
    'You may not list namespaces in the whole cluster Ask for a role that allows it.',
    'Add a namespace by name',
    'Cluster-wide',
    'All namespaces',
    'default of the context',
  ]);
  const [refused] = (await (await explorer.at('test')).children?.()) ?? [];
  expect(refused?.look.tooltip).toContain('resources: ["namespaces"]');
  expect((await explorer.at('test', 'Add a namespace by name')).context).toBe('test');
  await explorer.choices.setNamespace('test', 'shop', true);
  expect(await explorer.rows('test')).toContain('shop typed by hand');
  expect((await explorer.at('test', 'shop')).look.kind).toBe('namespace.typed');
  expect(await labels(explorer, 'test', 'shop', 'Workloads', 'Pods')).toEqual(['till']);
  expect(await labels(explorer, 'test', 'shop', 'Config', 'Secrets')).toEqual([
    'You may not list secrets in "shop"',
  ]);
  await using again = explorerFor(server, { memory, as: 'jo' });
  expect(await again.explorer.rows('test')).toContain('shop typed by hand');
  await again.explorer.choices.setNamespace('test', 'shop', false);
  expect(await again.explorer.rows('test')).not.toContain('shop typed by hand');
});

test('asks no more for the rows of a kind that is no longer pinned, though they are open', async ({
  server,
}) => {
  await using tree = explorerFor(server, { memory: new Map() });
  const { explorer } = tree;
  const maps = await explorer.at('test', 'default', 'Config', 'ConfigMaps');
  maps.release?.();
  const { pin } = maps;
  if (pin) await explorer.choices.setPinned(pin, true);
  const context = await explorer.at('test');
  const { lists } = await explorer.session('test');
  const before = lists.size;
  const [pinned] = await explorer.open.children(context);
  if (pinned) await explorer.open.children(pinned);
  expect([pinned?.look.label, lists.size]).toEqual(['ConfigMaps', before + 1]);
  if (pin) await explorer.choices.setPinned(pin, false);
  await explorer.open.children(context);
  expect(lists.size).toBe(before);
});

test('asks no more for what is open below rows that are grouped in another way', async ({ server }) => {
  await using tree = explorerFor(server, { memory: new Map() });
  const { explorer } = tree;
  const place = await explorer.at('test', 'default');
  const maps = await explorer.at('test', 'default', 'Config', 'ConfigMaps');
  maps.release?.();
  const { lists } = await explorer.session('test');
  const before = lists.size;
  await explorer.open.children(maps);
  expect(lists.size).toBe(before + 1);
  await explorer.choices.setGrouping('application');
  await explorer.open.children(place);
  const grouped = lists.size;
  expect(grouped).toBeGreaterThan(before + 1);
  expect(await explorer.open.children(maps)).toEqual([]);
  await explorer.choices.setGrouping('kind');
  await explorer.open.children(place);
  expect(lists.size).toBe(before);
});

test('shows 500 objects, and more on demand', async ({ explorer, server }) => {
  const names = Array.from({ length: 520 }, (_, index) => `c${index}`);
  await Promise.all(
    names.map((name) =>
      create(server, '/api/v1/namespaces/kube-public/configmaps', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name },
      }),
    ),
  );
  const path = ['test', 'kube-public', 'Config', 'ConfigMaps'];
  // The second page comes after the first is shown.
  await vi.waitFor(async () => expect(await explorer.rows(...path)).toHaveLength(501), 5000);
  const rows = await explorer.rows(...path);
  expect(rows.slice(-2)).toEqual([expect.stringMatching(/^c499 /), 'Show more 20 not shown']);
  (await explorer.at(...path, 'Show more')).act?.();
  expect(explorer.changes).toContain(await explorer.at(...path));
  expect(await explorer.rows(...path)).toHaveLength(520);
});

test('asks for no list that nobody looks at', async ({ explorer }) => {
  const opened: Node[] = [];
  for (const path of [
    ['test'],
    ['test', 'default', 'Workloads', 'Pods'],
    ['test', 'default', 'Config', 'Secrets'],
  ]) {
    opened.push(await explorer.at(...path));
  }
  const { lists } = await explorer.session('test');
  expect(lists.size).toBe(3);
  for (const node of opened) node.release?.();
  expect(lists.size).toBe(0);
  expect(await labels(explorer, 'test', 'default', 'Config', 'Secrets')).toEqual(['nothing here']);
  expect(lists.size).toBe(2);
});

async function labels(explorer: TestExplorer, ...path: readonly string[]): Promise<string[]> {
  return ((await (await explorer.at(...path)).children?.()) ?? []).map(({ look }) => look.label);
}

interface User {
  readonly memory: Map<string, unknown>;
  readonly as?: string;
}

/** An explorer of its own, as somebody. */
function explorerFor(
  server: ApiServer,
  { memory, as }: User,
): AsyncDisposable & { readonly explorer: TestExplorer } {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-explorer-'));
  const file = join(folder, 'config');
  const user = { token: server.token, ...(as === undefined ? {} : { as }) };
  writeKubeconfig(file, kubeconfigFor(server, { user }));
  const explorer = new TestExplorer(file, memory);
  return {
    explorer,
    [Symbol.asyncDispose]: async () => {
      explorer.dispose();
      expectUntouched();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A namespace where jo may read pods, and one that is there. */
async function allow(server: ApiServer, namespace: string): Promise<void> {
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  await create(server, `${rbac}/roles`, {
    apiVersion,
    kind: 'Role',
    metadata: { name: 'pods' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
  });
  await create(server, `${rbac}/rolebindings`, {
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name: 'pods' },
    subjects: [{ kind: 'User', name: 'jo', apiGroup: 'rbac.authorization.k8s.io' }],
    roleRef: { kind: 'Role', name: 'pods', apiGroup: 'rbac.authorization.k8s.io' },
  });
  await create(server, `/api/v1/namespaces/${namespace}/pods`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'till' },
    spec: { containers: [{ name: 'till', image: 'registry.example.com/till:1.0.0' }] },
  });
}

/** Lets somebody list namespaces, and nothing else. */
async function allowNamespaces(server: ApiServer, name: string): Promise<void> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  await create(server, `${rbac}/clusterroles`, {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name: 'namespaces' },
    rules: [{ apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] }],
  });
  await create(server, `${rbac}/clusterrolebindings`, {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'namespaces' },
    subjects: [{ kind: 'User', name, apiGroup: 'rbac.authorization.k8s.io' }],
    roleRef: { kind: 'ClusterRole', name: 'namespaces', apiGroup: 'rbac.authorization.k8s.io' },
  });
}
