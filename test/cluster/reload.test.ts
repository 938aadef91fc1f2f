import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { expect, vi } from 'vitest';
import { test } from '../harness/cluster/clusterTest.ts';

/** The kubeconfig is looked at every 2 s. */
const SEEN = { timeout: 6000 };

test('stays connected when only the current context changes', async ({ explorer }) => {
  const [node] = await explorer.roots();
  const session = await explorer.session('test');
  const config = JSON.parse(readFileSync(explorer.kubeconfig, 'utf8')) as Record<string, unknown>;
  writeFileSync(explorer.kubeconfig, JSON.stringify({ ...config, 'current-context': 'other' }));
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
  writeFileSync(`${explorer.kubeconfig}.new`, before.replace(server.token, 'wrong'));
  renameSync(`${explorer.kubeconfig}.new`, explorer.kubeconfig);
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  expect(await explorer.session('test')).not.toBe(session);
  expect((await explorer.rows('test'))[0]).toMatch(/^The cluster does not accept your login\./);
  explorer.changes.length = 0;
  writeFileSync(explorer.kubeconfig, before);
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  expect(await explorer.rows('test')).toContain('default of the context');
});

test('shows a malformed file beside what was read before and after', async ({ explorer }) => {
  const before = readFileSync(explorer.kubeconfig, 'utf8');
  await explorer.roots();
  writeFileSync(explorer.kubeconfig, '{');
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  const [row, ...rest] = await explorer.roots();
  expect(rest).toEqual([]);
  expect(row?.look).toMatchObject({ kind: 'failure', description: expect.stringMatching(/YAML/) as string });
  explorer.changes.length = 0;
  writeFileSync(explorer.kubeconfig, before);
  await vi.waitFor(() => expect(explorer.changes).toContain(undefined), SEEN);
  expect(await explorer.rows('test')).toContain('default of the context');
});
