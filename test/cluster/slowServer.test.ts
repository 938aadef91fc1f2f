import { expect, onTestFinished } from 'vitest';
import { Session } from '../../client/src/cluster/session.ts';
import { objectsToFind } from '../../client/src/explorer/findObjects.ts';
import type { Node } from '../../client/src/explorer/node.ts';
import { TestExplorer, test } from '../harness/cluster/clusterTest.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create } from '../harness/cluster/objects.ts';
import { startRelay } from '../harness/cluster/relay.ts';
import { contextOf, refuse, reply, startScripted } from '../harness/cluster/scriptedServer.ts';

const POLL = { timeout: 5000, interval: 20 };

/** The labels below a row, asked for once. */
async function below(node: Node | undefined): Promise<string[]> {
  return ((await node?.children?.()) ?? []).map(({ look }) => look.label);
}

async function rootOf(tree: TestExplorer, label: string): Promise<Node | undefined> {
  return (await tree.roots()).find(({ look }) => look.label === label);
}

/** Two contexts for one server: `test` with a relay before it, and `near`. */
async function twoWays(server: Parameters<typeof kubeconfigFor>[0], file: string) {
  const way = await startRelay(Number(new URL(server.url).port));
  const config = JSON.parse(kubeconfigFor(server)) as {
    clusters: { name: string; cluster: object }[];
    contexts: unknown[];
  };
  const [direct] = config.clusters;
  config.clusters.push({
    name: 'far',
    cluster: { ...direct?.cluster, server: `https://127.0.0.1:${way.port}` },
  });
  config.contexts.push({ name: 'far', context: { cluster: 'far', user: 'test' } });
  writeKubeconfig(file, JSON.stringify(config));
  return way;
}

test('a server that takes longer than 10 s is shown as loading, and then as it is', async ({
  server,
  explorer,
}) => {
  const way = await twoWays(server, explorer.kubeconfig);
  const tree = new TestExplorer(explorer.kubeconfig);
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prices' } };
  await create(server, '/api/v1/namespaces/default/configmaps', configMap);

  way.hold();
  const far = below(await rootOf(tree, 'far'));
  expect(await tree.rows('test')).toContain('default of the context'); // the others do not wait
  expect(await far).toEqual(['loading', 'Cluster-wide', 'All namespaces']);
  way.release();
  await expect.poll(() => tree.changes.length, POLL).toBeGreaterThan(0);
  await expect.poll(() => tree.rows('far'), POLL).toContain('default of the context');

  const place = (await (await rootOf(tree, 'far'))?.children?.())?.find(
    ({ look }) => look.label === 'default',
  );
  way.hold();
  const begun = performance.now();
  expect(await below(place)).toEqual(['loading']);
  expect(performance.now() - begun).toBeLessThan(12_000);
  tree.changes.length = 0;
  way.release();
  await expect.poll(() => tree.changes, POLL).toContain(place);
  expect(await below(place)).toContain('Config');

  const maps = await tree.at('far', 'default', 'Config', 'ConfigMaps');
  maps.release?.();
  way.hold();
  expect(await below(maps)).toEqual(['loading']);
  way.release();
  await expect.poll(() => tree.changes, POLL).toContain(maps);
  expect(await below(maps)).toContain('prices');
  tree.dispose();
}, 60_000);

test('says what may be missing among the objects that are found', async () => {
  const server = await startScripted((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://localhost');
    if (pathname === '/api/v1/secrets') return; // never answers
    if (!searchParams.has('continue')) {
      const metadata = { resourceVersion: '1', continue: 'next' };
      const object = { metadata: { name: 'first', namespace: 'default', uid: '1' } };
      const columnDefinitions = [{ name: 'Name', type: 'string' }];
      reply(response, { kind: 'Table', metadata, columnDefinitions, rows: [{ cells: ['first'], object }] });
    } else if (pathname === '/api/v1/pods') refuse(response, 500, 'the disk is full');
  });
  onTestFinished(() => server.close());
  const session = new Session(contextOf(server), { env: {}, policy: () => 'normal' });
  onTestFinished(() => session.close());
  const find = async (kind: string) => {
    const resource = `${kind.toLowerCase()}s`;
    const type = { group: '', version: 'v1', kind, resource, namespaced: true };
    const { objects, gaps } = await objectsToFind(
      session,
      { ...type, verbs: [], shortNames: [], subresources: [] },
      [],
    );
    return [...objects.map(({ row }) => row.name), ...gaps];
  };
  const [pods, maps, secrets] = await Promise.allSettled(['Pod', 'ConfigMap', 'Secret'].map(find));
  expect(pods).toMatchObject({ value: ['first', expect.stringMatching(/the disk is full/)] });
  expect(maps).toMatchObject({
    value: ['first', 'The cluster has not sent all ConfigMaps within 10 s.'],
  });
  expect(secrets).toMatchObject({
    reason: { kind: 'timeout', message: 'The cluster has not sent all Secrets within 10 s.' },
  });
  expect(session.lists.size).toBe(0);
}, 30_000);

test('what is pinned does not keep the namespaces waiting', async ({ server, explorer }) => {
  const way = await twoWays(server, explorer.kubeconfig);
  const memory = new Map<string, unknown>();
  const before = new TestExplorer(explorer.kubeconfig, memory);
  const { pin } = await before.at('far', 'default', 'Config', 'ConfigMaps');
  if (pin) await before.choices.setPinned(pin, true);
  before.dispose();

  const tree = new TestExplorer(explorer.kubeconfig, memory);
  way.hold();
  expect((await below(await rootOf(tree, 'far'))).slice(0, 2)).toEqual(['loading', 'loading what is pinned']);
  way.release();
  await expect.poll(() => tree.rows('far'), POLL).toContain('ConfigMaps default');
  await expect.poll(() => tree.rows('far'), POLL).toContain('default of the context');
  tree.dispose();
}, 60_000);
