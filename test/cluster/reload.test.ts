import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { expect, vi } from 'vitest';
import type { Node } from '../../client/src/explorer/node.ts';
import { ContextNode } from '../../client/src/explorer/nodes/contextNode.ts';
import { test, TestExplorer } from '../harness/cluster/clusterTest.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';

const labelsOf = (nodes: readonly Node[]): string[] => nodes.map(({ look }) => look.label);
/** The kubeconfig is looked at every 2 s. */
const SEEN = { timeout: 6000 };

test('stays connected when only the current context changes', async ({ explorer }) => {
  const [node] = await explorer.roots();
  const session = await explorer.session('test');
  const config = JSON.parse(readFileSync(explorer.kubeconfig, 'utf8')) as Record<string, unknown>;
  writeKubeconfig(explorer.kubeconfig, JSON.stringify({ ...config, 'current-context': 'other' }));
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  expect((await explorer.roots())[0]).toBe(node);
  expect(node?.look.description).toBeUndefined();
  expect(await explorer.session('test')).toBe(session);
});

test('connects anew when the user changes, and again when the old one is back', async ({
  explorer,
  server,
}) => {
  await explorer.rows('test');
  const session = await explorer.session('test');
  const before = readFileSync(explorer.kubeconfig, 'utf8');
  writeKubeconfig(`${explorer.kubeconfig}.new`, before.replace(server.token, 'wrong'));
  renameSync(`${explorer.kubeconfig}.new`, explorer.kubeconfig);
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  expect(await explorer.session('test')).not.toBe(session);
  expect((await explorer.rows('test'))[0]).toMatch(/^The cluster does not accept your login\./);
  explorer.changes.length = 0;
  writeKubeconfig(explorer.kubeconfig, before);
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  expect(await explorer.rows('test')).toContain('default of the context');
});

test('ends what is open below a context whose user is another', async ({ explorer, server }) => {
  const [old] = await explorer.roots();
  const maps = await explorer.at('test', 'default', 'Config', 'ConfigMaps');
  if (old) await explorer.open.children(old);
  await explorer.open.children(maps);
  const isOpen = (): boolean => old instanceof ContextNode && old.isOpen;
  expect(isOpen()).toBe(true);
  const config = readFileSync(explorer.kubeconfig, 'utf8');
  writeKubeconfig(explorer.kubeconfig, config.replace(server.token, 'wrong'));
  explorer.reload();
  expect(isOpen()).toBe(false);
  const { lists } = await explorer.session('test');
  expect(await explorer.open.children(maps)).toEqual([]);
  expect(lists.size).toBe(0);
});

test('a row of before leads where its context leads now, and not back', async ({ explorer, server }) => {
  const [old] = await explorer.roots();
  const config = readFileSync(explorer.kubeconfig, 'utf8');
  const other = server.url.replace('127.0.0.1', 'localhost');
  writeKubeconfig(explorer.kubeconfig, config.replace(server.url, other));
  explorer.reload();
  await explorer.roots();
  await old?.children?.();
  expect((await explorer.session('test')).context.cluster.server).toBe(other);
});

test.runIf(process.platform === 'linux')(
  'shows what was read last, also where it was read faster',
  async ({ explorer }) => {
    const slow = `${explorer.kubeconfig}.slow`;
    execFileSync('mkfifo', [slow]);
    const surroundings = { explicit: slow };
    const tree = new TestExplorer('', new Map(), surroundings);
    const first = tree.roots();
    surroundings.explicit = explorer.kubeconfig;
    tree.reload();
    expect(labelsOf(await tree.roots())).toEqual(['test']);
    writeFileSync(slow, '{}');
    expect(labelsOf(await first)).toEqual(['test']);
    expect(labelsOf(await tree.roots())).toEqual(['test']);
    tree.dispose();
  },
);

test('shows a malformed file beside what was read before and after', async ({ explorer }) => {
  const before = readFileSync(explorer.kubeconfig, 'utf8');
  await explorer.roots();
  writeKubeconfig(explorer.kubeconfig, '{');
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  const [row, ...rest] = await explorer.roots();
  expect(rest).toEqual([]);
  expect(row?.look).toMatchObject({ kind: 'failure', description: expect.stringMatching(/YAML/) as string });
  explorer.changes.length = 0;
  writeKubeconfig(explorer.kubeconfig, before);
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  expect(await explorer.rows('test')).toContain('default of the context');
});

test('shows a malformed file beside the good ones, and takes it in once it is mended', async ({
  explorer,
  server,
}) => {
  const [good, bad] = [explorer.kubeconfig, `${explorer.kubeconfig}.bad`];
  const other = kubeconfigFor(server).replaceAll('"test"', '"other"');
  writeKubeconfig(bad, other.slice(0, -2));
  const env = { KUBECONFIG: [bad, good].join(delimiter) };
  const both = new TestExplorer('', new Map(), { env });
  const labels = async () => (await both.roots()).map(({ look }) => look.label);
  expect(await labels()).toEqual([bad, 'test']);
  expect(await both.rows('test')).toContain('default of the context');
  writeKubeconfig(bad, other);
  await vi.waitFor(() => expect(both.changes).toContain(undefined), SEEN);
  expect(await labels()).toEqual(['other', 'test']);
  expect(await both.rows('other')).toContain('default of the context');
  both.dispose();
});
