import { setTimeout as pause } from 'node:timers/promises';
import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import { expect, vi } from 'vitest';
import { KnownNames } from '../../client/src/cluster/names/knownNames.ts';
import { CLUSTER_NAMES } from '../../server/src/core/protocol.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { at, test } from '../harness/cluster/editorTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';
import { Server } from '../harness/server.ts';

const core = '/api/v1/namespaces/default';
const named = (kind: string, name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...more,
});

async function fill(server: ApiServer): Promise<void> {
  await create(server, `${core}/configmaps`, named('ConfigMap', 'prices', { data: { tea: '3', milk: '1' } }));
  await create(
    server,
    `${core}/secrets`,
    named('Secret', 'login', { stringData: { password: 'opensesame', user: 'ali' } }),
  );
  await create(server, `${core}/secrets`, named('Secret', 'sh.helm.release.v1.web.v1', {}));
  await create(server, `${core}/serviceaccounts`, named('ServiceAccount', 'robot'));
  await create(server, '/api/v1/namespaces', named('Namespace', 'shop'));
  await create(server, '/api/v1/namespaces/shop/configmaps', named('ConfigMap', 'till'));
  await create(server, '/apis/storage.k8s.io/v1/storageclasses', {
    ...named('StorageClass', 'fast', { provisioner: 'example.com/disk' }),
    apiVersion: 'storage.k8s.io/v1',
  });
  await createApplication(server, 'default', 'billing', { pods: 1 });
}

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: 
  containers:
    - name: web
      image: 
      env:
        - name: A
          valueFrom: { secretKeyRef: { name: login, key:  } }
      envFrom:
        - configMapRef:
            name: 
`;

async function complete(
  server: Server,
  uri: string,
  line: number,
  character: number,
): Promise<CompletionItem[]> {
  const list = await server.request<CompletionList | null>(
    'textDocument/completion',
    at(uri, line, character),
  );
  return list?.items ?? [];
}

/** What is offered from the cluster. */
function inCluster(items: readonly CompletionItem[]): string[] {
  return items.filter(({ detail }) => detail === 'in test').map(({ label }) => label);
}

/** The first answer of a cluster may take longer than an author waits. */
async function soon(read: () => Promise<string[]>, expected: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toEqual(expected), { timeout: 10_000, interval: 100 });
}

test('offers names that the cluster has behind those of the workspace, and no values', async ({
  server,
  editor,
  explorer,
}) => {
  await fill(server);
  const one = await editor({});
  one.open('config.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n');
  const uri = one.open('pod.yaml', POD);
  await soon(async () => inCluster(await complete(one, uri, 14, 18)), ['prices']);
  const items = await complete(one, uri, 14, 18);
  expect(
    items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)).map(({ label }) => label),
  ).toEqual(['settings', 'kube-root-ca.crt', 'prices']);
  await soon(async () => inCluster(await complete(one, uri, 5, 22)), ['robot']);
  await soon(async () => inCluster(await complete(one, uri, 8, 13)), ['registry.example.com/billing:1.4.2']);
  await soon(async () => inCluster(await complete(one, uri, 11, 57)), ['password', 'user']);
  const text =
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n  namespace: \nspec:\n  storageClassName: \n';
  const claim = one.open('claim.yaml', text);
  await soon(async () => inCluster(await complete(one, claim, 6, 20)), ['fast']);
  await soon(async () => inCluster(await complete(one, claim, 4, 13)), ['shop']);
  const other = one.open('other.yaml', POD.replace('name: web\n', 'name: web\n  namespace: shop\n'));
  await soon(async () => inCluster(await complete(one, other, 15, 18)), ['till']);

  // What is read of Secrets: their names without what is in them, and one of them for its keys.
  expect(explorer.requests.filter((request) => request.includes('/secrets'))).toEqual([
    'GET /api/v1/namespaces/default/secrets/login',
  ]);
  expect(JSON.stringify(await complete(one, uri, 11, 57))).not.toMatch(/opensesame|b3BlbnNlc2FtZQ/);
});

test('says on hover that the cluster has it, and finds nothing by that', async ({ server, editor }) => {
  await create(server, `${core}/configmaps`, named('ConfigMap', 'menu'));
  await createApplication(server, 'default', 'kitchen', { pods: 0 });
  const image = 'registry.example.com/kitchen:1.4.2';
  const one = await editor({});
  const text = POD.replace(/name: \n$/, 'name: menu\n')
    .replace('serviceAccountName: ', 'serviceAccountName: nobody')
    .replace('image: ', `image: ${image}`);
  const uri = one.open('pod.yaml', text);
  const hover = async (line: number, character: number) =>
    (
      await one.request<{ contents: { value: string } } | null>(
        'textDocument/hover',
        at(uri, line, character),
      )
    )?.contents.value;
  await vi.waitFor(async () => expect(await hover(14, 19)).toContain('`menu` is there in test.'), 10_000);
  expect(await hover(5, 25)).not.toContain('is there');
  await vi.waitFor(async () => expect(await hover(8, 20)).toContain(`\`${image}\` is used in test.`), 10_000);
  await one.version(uri, 1);
  expect(JSON.stringify(one.last(uri)?.diagnostics)).not.toContain('menu');
});

test('asks once for what several ask, again after a while, and gives nothing where it may not read', async ({
  explorer,
}) => {
  const session = await explorer.session('test');
  const failures: string[] = [];
  const names = new KnownNames((_context, message) => failures.push(message));
  const question = { what: 'objects', kind: 'Namespace' } as const;
  const before = explorer.requests.length;
  const [one, other] = await Promise.all([names.of(session, question), names.of(session, question)]);
  expect(one).toContain('kube-system');
  expect(other).toBe(one);
  expect(explorer.requests).toHaveLength(before + 1);
  names.forget();
  await names.of(session, question);
  expect(explorer.requests).toHaveLength(before + 2);
  for (const strange of [
    { what: 'objects', kind: 'Node' },
    { what: 'objects', kind: 'ConfigMap', namespace: '../kube-system' },
    { what: 'keys', kind: 'Secret', name: '..' },
    { what: 'keys', kind: 'ServiceAccount', name: 'default' },
  ] as const) {
    expect(await names.of(session, strange)).toEqual([]);
  }
  expect(explorer.requests).toHaveLength(before + 2);
  expect(await names.of(session, { what: 'keys', kind: 'Secret', name: 'not-there' })).toEqual([]);
  expect(failures).toEqual([expect.stringContaining('not-there')]);
});

test('leaves a cluster alone that cannot be reached', async ({ explorer, server }) => {
  const session = await explorer.session('test');
  const failures: string[] = [];
  const names = new KnownNames((_context, message) => failures.push(message));
  await server.kill();
  expect(await names.of(session, { what: 'objects', kind: 'Service' })).toEqual([]);
  expect(await names.of(session, { what: 'objects', kind: 'Secret' })).toEqual([]);
  expect(failures).toHaveLength(1);
  await server.revive();
  names.forget();
  expect(await names.of(session, { what: 'objects', kind: 'Service' })).toContain('kubernetes');
});

test('does not let an author wait for a slow cluster', async () => {
  const one = await Server.start({
    initializationOptions: { clusters: true },
    answers: {
      [CLUSTER_NAMES]: async () => {
        await pause(1500);
        return { context: 'slow', names: ['late'] };
      },
    },
  });
  const uri = one.open('pod.yaml', POD);
  await one.version(uri, 1);
  const begun = performance.now();
  const list = await one.request<CompletionList>('textDocument/completion', at(uri, 14, 18));
  expect(performance.now() - begun).toBeLessThan(1200);
  expect(list.isIncomplete).toBe(true);
  expect(list.items.map(({ label }) => label)).toEqual(['kube-root-ca.crt']);
  await one.stop();
});
