import { expect } from 'vitest';
import { nameOf } from '../../client/src/cluster/change/apply/readManifests.ts';
import type { Result } from '../../client/src/cluster/change/apply/applyAll.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { wayBack } from '../../client/src/cluster/change/putBack.ts';
import { MISTAKEN } from '../../client/src/cluster/transport/identity.ts';
import { applyPlanned, fates, outcomes, plan } from '../harness/cluster/apply.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { allow, sessionAs } from '../harness/cluster/changes.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create } from '../harness/cluster/objects.ts';
import { startWebhook } from '../harness/cluster/webhook.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

/** In block style, so that a line would be shifted if one was written into what the server reads. */
function map(name: string, value: string, more = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: default\ndata:\n  a: "${value}"\n${more}`;
}

/** As somebody else makes it, who owns no field that we want otherwise. */
async function make(server: ApiServer, name: string, data: object = {}): Promise<void> {
  await create(server, MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}

/** A line an object: why nothing became of it, or what did. */
function reasons(results: readonly Result[]): string[] {
  return results.map((one) => `${nameOf(one.planned.manifest)}: ${one.reason ?? one.outcome}`);
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
  expect(reasons(results)).toEqual([
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
  const journal = new Journal();
  const changed = await applyPlanned(blind, await plan(blind, map('unseen', '1')), undefined, journal);
  expect(outcomes(changed)).toEqual(['ConfigMap unseen: applied']);
  // To delete it, as what was created is undone, would take along what others wrote.
  const [entry] = journal.entries;
  expect(() => entry && wayBack(entry)).toThrow(/^the object could not be read before this change/);
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

test('what somebody else makes while the objects before it are applied is left alone, too', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  await startWebhook(server, 'busy', async ({ dryRun = false }) => {
    if (!dryRun) await make(server, 'late', { theirs: '1' });
    return { allowed: true };
  });
  const slow = map('slow', '1').replace('  namespace', '  labels: {webhook: busy}\n  namespace');
  const results = await applyPlanned(session, await plan(session, `${slow}---\n${map('late', '1')}`));
  expect(reasons(results)).toEqual([
    'ConfigMap slow: applied',
    'ConfigMap late: Somebody else made ConfigMap late since it was looked at. Nothing was changed. Apply again to see what would change.',
  ]);
  expect(await live(server, 'late')).toEqual({ theirs: '1' });
});

test('a document that stands twice in a text is applied twice, and the second time is no creation', async ({
  explorer,
}) => {
  const session = await explorer.session('test');
  const planned = await plan(session, [map('double', '1'), map('double', '2')].join('---\n'));
  expect(fates(planned)).toEqual(['ConfigMap double: created', 'ConfigMap double: created']);
  const journal = new Journal();
  const results = await applyPlanned(session, planned, undefined, journal);
  expect(reasons(results)).toEqual(['ConfigMap double: applied', 'ConfigMap double: applied']);
  expect(journal.entries.map(wayBack)).toEqual(['delete', 'put back']);
});

test('an object whose uid cannot be written into the manifest is compared right before', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const names = ['same', 'other', 'none'];
  for (const name of names) await make(server, name);
  const texts = names.map((name) => map(name, '1').replace('  name:', '  uid: ""\n  name:'));
  const planned = await plan(session, texts.join('---\n'));
  expect(planned.planned.map(({ step }) => step?.change.body)).toEqual(
    planned.planned.map(({ manifest }) => manifest.text),
  );
  for (const name of ['other', 'none']) await server.send('DELETE', `${MAPS}/${name}`);
  await make(server, 'other', { theirs: '1' });
  expect(reasons(await applyPlanned(session, planned))).toEqual([
    'ConfigMap same: applied',
    `ConfigMap other: ${MISTAKEN.another} Look at it again, and decide anew.`,
    `ConfigMap none: ${MISTAKEN.gone} Look at it again, and decide anew.`,
  ]);
  expect(await live(server, 'other')).toEqual({ theirs: '1' });
  expect(await live(server, 'none')).toBe(404);
});

test('nothing is tried in a namespace that somebody else made meanwhile, and it is said why', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'taken' } };
  const inside = map('inside', '1').replace('namespace: default', 'namespace: taken');
  const planned = await plan(session, `${JSON.stringify(namespace)}\n---\n${inside}`);
  await create(server, '/api/v1/namespaces', namespace);
  expect(reasons(await applyPlanned(session, planned))).toEqual([
    'Namespace taken: Somebody else made Namespace taken since it was looked at. Nothing was changed. Apply again to see what would change.',
    'ConfigMap inside: Somebody else made Namespace taken since it was looked at, so this was not tried. Apply again to see what would change.',
  ]);
});
