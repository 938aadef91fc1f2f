import { expect } from 'vitest';
import { applyReport } from '../../client/src/cluster/change/apply/applyReport.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { carryOutAll } from '../../client/src/cluster/change/plan.ts';
import { planPutBack, wayBack } from '../../client/src/cluster/change/putBack.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import { apply, applyPlanned, fates, outcomes, plan } from '../harness/cluster/apply.ts';
import { approve } from '../harness/cluster/changes.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create } from '../harness/cluster/objects.ts';

interface Version {
  readonly name: string;
  readonly served?: boolean;
  /** Beside `size`. */
  readonly field?: string;
}

/** A definition whose objects have a size, and perhaps another field. */
function definition(plural: string, kind: string, ...versions: readonly Version[]): string {
  return JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.example.com` },
    spec: {
      group: 'example.com',
      names: { kind, plural },
      scope: 'Namespaced',
      versions: versions.map(({ name, served = true, field = 'size' }, index) => ({
        name,
        served,
        storage: index === 0,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { size: { type: 'integer' }, [field]: { type: 'integer' } },
          },
        },
      })),
    },
  });
}

function object(kind: string, name: string, version: string, fields: object): object {
  return { apiVersion: `example.com/${version}`, kind, metadata: { name }, ...fields };
}

function texts(...parts: readonly (string | object)[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('\n---\n');
}

const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';

test('an object that is there in another version is known: it is changed, and undoing it deletes nothing', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  await apply(session, definition('widgets', 'Widget', { name: 'v1', field: 'depth' }));
  await expect.poll(async () => (await server.send('GET', WIDGETS)).status).toBe(200);
  await create(server, WIDGETS, object('Widget', 'a', 'v1', { size: 1 }));
  const both = definition(
    'widgets',
    'Widget',
    { name: 'v1', field: 'depth' },
    { name: 'v2', field: 'depth' },
  );
  const [a, b] = ['a', 'b'].map((name) => object('Widget', name, 'v2', { depth: 2 }));
  const planned = await plan(session, texts(both, a ?? {}, b ?? {}));
  expect(fates(planned)).toEqual([
    'CustomResourceDefinition widgets.example.com: changed',
    'Widget a: later',
    'Widget b: later',
  ]);
  expect(planned.planned.map(({ step }) => step?.before?.['size'])).toEqual([undefined, 1, undefined]);
  await create(server, WIDGETS, object('Widget', 'b', 'v1', { size: 7 }));
  const journal = new Journal();
  const results = await applyPlanned(session, planned, undefined, journal);
  expect(results.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
    'applied',
    'applied',
    'Somebody else made Widget b since it was looked at. Nothing was changed. Apply again to see what would change.',
  ]);
  expect(await session.connection.json({ path: `${WIDGETS}/b` })).not.toHaveProperty('depth');
  expect(applyReport('widgets.yaml', planned, results).text).toContain('- applied (changed): Widget a');
  const [, changed] = journal.entries;
  if (!changed) throw new Error('no entry');
  expect(wayBack(changed)).toBe('put back');
  expect(changed.before).toMatchObject({ apiVersion: 'example.com/v2', size: 1 });
  const back = await planPutBack(session, changed);
  expect((await carryOutAll(session, journal, back, approve(session, back)))[0]?.failure).toBeUndefined();
  const { size, depth } = await session.connection.json<Json>({ path: `${WIDGETS}/a` });
  expect([size, depth]).toEqual([1, undefined]);
});

test('an object of another version that is made anew meanwhile is not changed', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const path = WIDGETS.replace('widgets', 'gears');
  await apply(session, definition('gears', 'Gear', { name: 'v1', field: 'depth' }));
  await expect.poll(async () => (await server.send('GET', path)).status).toBe(200);
  await create(server, path, object('Gear', 'a', 'v1', { size: 1 }));
  const both = definition('gears', 'Gear', { name: 'v1', field: 'depth' }, { name: 'v2', field: 'depth' });
  const planned = await plan(session, texts(both, object('Gear', 'a', 'v2', { depth: 2 })));
  await server.send('DELETE', `${path}/a`);
  await create(server, path, object('Gear', 'a', 'v1', { size: 7 }));
  const results = await applyPlanned(session, planned);
  expect(results[1]).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/^Another object/) });
  expect(await session.connection.json({ path: `${path}/a` })).not.toHaveProperty('depth');
});

test('a definition that does not serve the version of an object is not waited for', async ({ explorer }) => {
  const session = await explorer.session('test');
  const text = texts(
    definition('knobs', 'Knob', { name: 'v1' }, { name: 'v2', served: false }),
    ...['v2', 'v3'].map((version) => object('Knob', version, version, { size: 1 })),
    object('Knob', 'v1', 'v1', { size: 1 }),
  );
  const planned = await plan(session, text);
  expect(planned.planned.slice(1).map(({ fate, failure }) => failure?.message ?? fate)).toEqual([
    'The cluster of "test" does not know the kind Knob of example.com/v2.',
    'The cluster of "test" does not know the kind Knob of example.com/v3.',
    'later',
  ]);
  // Nor is one that is there and changed.
  await apply(session, definition('knobs', 'Knob', { name: 'v1' }));
  const started = performance.now();
  expect(outcomes(await apply(session, text))).toEqual([
    'CustomResourceDefinition knobs.example.com: applied',
    'Knob v2: failed',
    'Knob v3: failed',
    'Knob v1: applied',
  ]);
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('objects that need a field that their definition gets with them are applied with it', async ({
  explorer,
}) => {
  const session = await explorer.session('test');
  await apply(session, texts(definition('dials', 'Dial', { name: 'v1' }), object('Dial', 'a', 'v1', {})));
  for (const field of ['one', 'two', 'three']) {
    const redefined = definition('dials', 'Dial', { name: 'v1', field });
    const text = texts(redefined, object('Dial', 'a', 'v1', { [field]: 1 }));
    const planned = await plan(session, text);
    expect(fates(planned)[1]).toBe('Dial a: later');
    expect((await applyPlanned(session, planned)).map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      'applied',
      'applied',
    ]);
  }
  // What stays wrong is said after a few seconds.
  const last = definition('dials', 'Dial', { name: 'v1', field: 'last' });
  const started = performance.now();
  const results = await apply(session, texts(last, object('Dial', 'a', 'v1', { lost: 1 })));
  expect(results.map(({ reason, outcome }) => reason ?? outcome)).toEqual([
    'applied',
    expect.stringMatching(/unknown field "lost"/),
  ]);
  expect(performance.now() - started).toBeLessThan(15_000);
});
