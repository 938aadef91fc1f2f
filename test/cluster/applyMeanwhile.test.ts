import { expect } from 'vitest';
import { nameOf } from '../../client/src/cluster/change/apply/readManifests.ts';
import { applyPlanned, fates, plan } from '../harness/cluster/apply.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { allow, sessionAs } from '../harness/cluster/changes.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create } from '../harness/cluster/objects.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

/** In block style, so that a line would be shifted if one was written into what the server reads. */
function map(name: string, value: string, more = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: default\ndata:\n  a: "${value}"\n${more}`;
}

/** As somebody else makes it, who owns no field that we want otherwise. */
async function make(server: ApiServer, name: string, data: object = {}): Promise<void> {
  await create(server, MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}

async function live(server: ApiServer, name: string): Promise<unknown> {
  const { status, body } = await server.send('GET', `${MAPS}/${name}`);
  return status === 200 ? (JSON.parse(body) as { data?: unknown }).data : status;
}

test('what was made anew since the preview is not changed, what is gone is not made, and it is said', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  for (const name of ['kept', 'anew', 'gone']) await make(server, name);
  const names = ['kept', 'anew', 'gone', 'made'];
  const planned = await plan(session, names.map((name) => map(name, '1')).join('---\n'));
  expect(fates(planned)).toEqual([
    'ConfigMap kept: changed',
    'ConfigMap anew: changed',
    'ConfigMap gone: changed',
    'ConfigMap made: created',
  ]);
  for (const name of ['anew', 'gone']) await server.send('DELETE', `${MAPS}/${name}`);
  for (const name of ['anew', 'made']) await make(server, name, { theirs: '1' });
  const results = await applyPlanned(session, planned);
  expect(results.map((one) => `${nameOf(one.planned.manifest)}: ${one.reason ?? one.outcome}`)).toEqual([
    'ConfigMap kept: applied',
    'ConfigMap anew: Another object has its name by now: the one that was looked at was deleted, and one of the same name made since. It was left alone. Look at it again, and decide anew.',
    'ConfigMap gone: It is gone: the object that was looked at was deleted meanwhile, and none was made in its place. Look at it again, and decide anew.',
    'ConfigMap made: Somebody else made ConfigMap made since it was looked at. Nothing was changed. Apply again to see what would change.',
  ]);
  expect(await live(server, 'kept')).toEqual({ a: '1' });
  for (const name of ['anew', 'made']) expect(await live(server, name)).toEqual({ theirs: '1' });
  expect(await live(server, 'gone')).toBe(404);
  // The uid was in what was sent, and nobody owns it.
  expect(JSON.stringify(await session.connection.json({ path: `${MAPS}/kept` }))).not.toContain('f:uid');
  expect(JSON.stringify(planned.planned[0]?.step?.change.body)).toContain('uid');
});

test('who may not read an object still changes only the one that was tried', async ({ server }) => {
  await make(server, 'unseen');
  await allow(server, 'blind', { configmaps: ['patch'] });
  const blind = sessionAs(server, 'blind');
  const planned = await plan(blind, map('unseen', '1'));
  expect(fates(planned)).toEqual(['ConfigMap unseen: changed']);
  await server.send('DELETE', `${MAPS}/unseen`);
  await make(server, 'unseen', { theirs: '1' });
  const [result] = await applyPlanned(blind, planned);
  expect(result).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/^Another object/) });
  expect(await live(server, 'unseen')).toEqual({ theirs: '1' });
  blind.close();
});

test('says of a uid that was left in a manifest what it means', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  await make(server, 'dumped');
  const texts = ['dumped', 'absent'].map((name) =>
    map(name, '1').replace('  name:', '  uid: 11111111-1111-1111-1111-111111111111\n  name:'),
  );
  const { planned } = await plan(session, texts.join('---\n'));
  expect(planned.map(({ failure }) => `${failure?.message} ${failure?.advice}`)).toEqual(
    ['another object', 'no object'].map(
      (what) =>
        `The manifest means the object with the uid 11111111-1111-1111-1111-111111111111, and ${what} has this name. Take "uid" out of its metadata.`,
    ),
  );
});

test('the lines that the server names are those of the manifest', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  await make(server, 'twice');
  const { planned } = await plan(session, map('twice', '1', '  a: "2"\n'));
  expect(planned[0]?.step?.change.body).toContain('uid');
  expect(planned[0]?.failure?.message).toMatch(/\bline 8: key "a" already set in map/);
});
