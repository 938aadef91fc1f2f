import { expect, onTestFinished } from 'vitest';
import { carryOutDelete, rehearseDelete } from '../../client/src/cluster/change/delete/carryOutDelete.ts';
import { untilGone } from '../../client/src/cluster/change/delete/follow.ts';
import { deletedBy, goneText } from '../../client/src/cluster/change/delete/outcome.ts';
import { lookAgain } from '../../client/src/cluster/change/delete/lookAgain.ts';
import { planDelete } from '../../client/src/cluster/change/delete/plan.ts';
import { readTargets } from '../../client/src/cluster/change/delete/targets.ts';
import type { Entry } from '../../client/src/cluster/change/journal/entry.ts';
import { metadataOf } from '../../client/src/cluster/change/metadata.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { wayBack } from '../../client/src/cluster/change/putBack.ts';
import { Session } from '../../client/src/cluster/session.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { allow, approve, choose, impactOn, sessionAs } from '../harness/cluster/changes.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';
import { startRelay } from '../harness/cluster/relay.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

async function maps(server: ApiServer, names: readonly string[], more: object = {}): Promise<string[]> {
  for (const name of names)
    await create(server, MAPS, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...more } });
  return names.map((name) => `ConfigMap/${name}`);
}

/** A journal in which something happens after each entry. */
class Watched extends Journal {
  readonly #then: (entry: Entry) => void;

  constructor(then: (entry: Entry) => void) {
    super();
    this.#then = then;
  }

  override record(entry: Entry): void {
    super.record(entry);
    this.#then(entry);
  }
}

async function exists(server: ApiServer, name: string): Promise<boolean> {
  return (await server.send('GET', `${MAPS}/${name}`)).status === 200;
}

test('deletes what was chosen, once, and follows it until it is gone', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { targets } = await impactOn(session, ...(await maps(server, ['a', 'b'])));
  const plan = planDelete(await impactOn(session, 'ConfigMap/a', 'ConfigMap/b'), 'Background');
  await rehearseDelete(session, plan);
  expect(await exists(server, 'a')).toBe(true);
  const journal = new Journal();
  const { deleted, text, isWhole } = deletedBy(
    targets,
    await carryOutDelete(session, journal, plan, approve(session, plan)),
  );
  expect({ text, isWhole }).toEqual({
    text: 'Deleted 2 objects: ConfigMap a, ConfigMap b.',
    isWhole: true,
  });
  expect(await untilGone(session, deleted, { atMost: 5000 })).toEqual([]);
  expect(await exists(server, 'a')).toBe(false);
  expect(journal.entries).toMatchObject([
    { action: 'deleted', path: `${MAPS}/a`, before: { metadata: { name: 'a' } }, outcome: 'done' },
    { action: 'deleted', path: `${MAPS}/b` },
  ]);
});

test('says which finalizer keeps an object, and that it is gone when it is', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const [name = ''] = await maps(server, ['kept'], { finalizers: ['example.com/keep', 'example.com/too'] });
  const impact = await impactOn(session, name);
  const plan = planDelete(impact, 'Background');
  expect(plan.about.details).toEqual([
    'ConfigMap kept stays until its finalizers are done: example.com/keep, example.com/too.',
  ]);
  await carryOutDelete(session, new Journal(), plan, approve(session, plan));
  const rest = await untilGone(session, impact.targets, { atMost: 300 });
  expect(goneText(impact.targets, rest)).toBe(
    'ConfigMap kept still terminates: finalizers example.com/keep, example.com/too not done yet.',
  );
  const leaves = new AbortController();
  const left = untilGone(session, impact.targets, { atMost: 60_000, signal: leaves.signal });
  leaves.abort();
  expect(await left).toHaveLength(1);
  const again = planDelete(await impactOn(session, name), 'Background').about.details[0];
  expect(again).toMatch(/^ConfigMap kept is being deleted since .*, and stays until/);
  const type = 'application/merge-patch+json';
  const text = JSON.stringify({ metadata: { finalizers: [] } });
  await server.send('PATCH', `${MAPS}/kept`, { type, text });
  expect(await untilGone(session, impact.targets, { atMost: 5000 })).toEqual([]);
});

test('says what is deleted and what is not where one of three is refused', async ({ server }) => {
  await maps(server, ['first', 'third']);
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'second' } };
  await create(server, '/api/v1/namespaces/default/secrets', secret);
  await allow(server, 'joe', { configmaps: ['get', 'list', 'delete'], secrets: ['get', 'list'] });
  const joe = sessionAs(server, 'joe');
  onTestFinished(() => joe.close());
  const impact = await impactOn(joe, 'ConfigMap/first', 'Secret/second', 'ConfigMap/third');
  const plan = planDelete(impact, 'Background');
  await expect(rehearseDelete(joe, plan)).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringMatching(/^Nothing was deleted\. .*secrets "second" is forbidden/) as string,
  });
  expect(await exists(server, 'first')).toBe(true);
  const journal = new Journal(); // as if the right had been taken away after the rehearsal
  const outcomes = await carryOutDelete(joe, journal, plan, approve(joe, plan));
  const { text, deleted, isWhole } = deletedBy(impact.targets, outcomes);
  expect(text).toMatch(
    /^Deleted ConfigMap first\. Secret second was not deleted: You may not change .*User "joe" cannot delete.* Not tried: ConfigMap third\.$/,
  );
  expect({ isWhole, names: deleted.map(({ name }) => name) }).toEqual({ isWhole: false, names: ['first'] });
  expect(journal.entries.map(({ path }) => path)).toEqual([`${MAPS}/first`]);
  expect(await exists(server, 'third')).toBe(true);
});

test('does not delete another object of the same name', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const [name = ''] = await maps(server, ['twin']);
  const impact = await impactOn(session, name);
  const plan = planDelete(impact, 'Background');
  await server.send('DELETE', `${MAPS}/twin`);
  const [target] = impact.targets;
  const { uid = '' } = metadataOf(target?.object ?? {});
  await maps(server, ['twin']);
  const seen = { ...(await choose(session, 'ConfigMap', 'twin')), uid };
  await expect(readTargets(session, [seen])).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(/not the object that you chose any more/) as string,
  });
  await expect(rehearseDelete(session, plan)).rejects.toMatchObject({ kind: 'conflict' });
  const outcomes = await carryOutDelete(session, new Journal(), plan, approve(session, plan));
  expect(deletedBy(impact.targets, outcomes).text).toMatch(
    /^ConfigMap twin was not deleted: Another object has its name by now: /,
  );
  expect(await exists(server, 'twin')).toBe(true);
});

test('goes on where somebody else has deleted one of them meanwhile', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const names = await maps(server, ['here', 'gone', 'there']);
  const impact = await impactOn(session, ...names);
  const plan = planDelete(impact, 'Background');
  await server.send('DELETE', `${MAPS}/gone`);
  const outcomes = await carryOutDelete(session, new Journal(), plan, approve(session, plan));
  expect(deletedBy(impact.targets, outcomes)).toMatchObject({
    text: 'Deleted 2 objects: ConfigMap here, ConfigMap there. Gone already: ConfigMap gone.',
    isWhole: true,
  });
  const { targets, missing } = await readTargets(session, [await choose(session, 'ConfigMap', 'gone')]);
  expect({ targets, missing }).toMatchObject({ targets: [], missing: [{ name: 'gone' }] });
});

test('says what is deleted where the server dies in the middle', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const names = await maps(server, ['before', 'during', 'after']);
  const impact = await impactOn(session, ...names);
  const plan = planDelete(impact, 'Background');
  const approval = approve(session, plan);
  let dying: Promise<void> | undefined;
  const journal = new Watched(() => {
    dying ??= server.kill();
  });
  const outcomes = await carryOutDelete(session, journal, plan, approval);
  await dying;
  await server.revive();
  expect(deletedBy(impact.targets, outcomes).text).toMatch(
    /^Deleted ConfigMap before\. ConfigMap during (?:was not|may or may not be) deleted: .* Not tried: ConfigMap after\.$/,
  );
  expect(await exists(server, 'before')).toBe(false);
  expect(await exists(server, 'after')).toBe(true);
});

test('says that it does not know where a deletion was cut', async ({ server }) => {
  const names = await maps(server, ['cut', 'whole']);
  const relay = await startRelay(Number(new URL(server.url).port));
  let isCutting = false;
  const session = new Session(contextFor(server, { url: `https://127.0.0.1:${relay.port}` }), {
    env: {},
    policy: () => 'normal',
    onRequest: () => {
      if (isCutting) setImmediate(() => relay.cut());
    },
  });
  onTestFinished(() => session.close());
  const impact = await impactOn(session, ...names);
  const plan = planDelete(impact, 'Background');
  const approval = approve(session, plan);
  isCutting = true;
  const journal = new Journal();
  const outcomes = await carryOutDelete(session, journal, plan, approval);
  expect(deletedBy(impact.targets, outcomes).text).toMatch(
    /^ConfigMap cut may or may not be deleted: .*Look at the object before you try again\. Not tried: ConfigMap whole\.$/,
  );
  expect(journal.entries).toMatchObject([{ path: `${MAPS}/cut`, outcome: 'uncertain' }]);
  // It may be gone: what it was is there to be restored.
  expect(deletedBy(impact.targets, outcomes).open.map(({ name }) => name)).toEqual(['cut']);
  expect(journal.entries.map(wayBack)).toEqual(['restore']);
});

test('who looks at a preview for long deletes nothing that was locked or made anew meanwhile', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const [name = ''] = await maps(server, ['waiting']);
  const impact = await impactOn(session, name);
  const type = 'application/merge-patch+json';
  const change = async (metadata: object, data = {}): Promise<void> => {
    await server.send('PATCH', `${MAPS}/waiting`, { type, text: JSON.stringify({ metadata, data }) });
  };
  await change({}, { price: '2' });
  const { targets } = await lookAgain(session, impact);
  expect(targets.map(({ object }) => object['data'])).toMatchObject([{ price: '2' }]);
  await change({ annotations: { 'kube-guardrails/locked': 'audit' } });
  await expect(lookAgain(session, impact)).rejects.toMatchObject({
    kind: 'policy',
    message: 'Nothing was deleted. ConfigMap waiting is locked: audit.',
  });
  await server.send('DELETE', `${MAPS}/waiting`);
  expect((await lookAgain(session, impact)).targets).toEqual([]);
  await maps(server, ['waiting']);
  await expect(lookAgain(session, impact)).rejects.toMatchObject({ kind: 'conflict' });
});
