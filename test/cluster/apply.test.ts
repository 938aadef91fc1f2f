import { expect } from 'vitest';
import type { Result } from '../../client/src/cluster/change/apply/applyAll.ts';
import { applyReport } from '../../client/src/cluster/change/apply/applyReport.ts';
import { applyPreview } from '../../client/src/cluster/change/apply/applyPreview.ts';
import { planTakeOver } from '../../client/src/cluster/change/apply/takeOver.ts';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { carryOutAll, rehearse } from '../../client/src/cluster/change/plan.ts';
import { previewFor, previewText } from '../../client/src/cluster/change/preview.ts';
import { apply, applyPlanned, fates, outcomes, plan } from '../harness/cluster/apply.ts';
import { test } from '../harness/cluster/streamTest.ts';
import { create } from '../harness/cluster/objects.ts';

const MAPS = '/api/v1/namespaces/default/configmaps';

function map(name: string, value: string, namespace?: string): string {
  const place = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}${place}}\ndata: {a: "${value}"}\n`;
}

test('applies what changes, and sends nothing else', async ({ explorer }) => {
  const session = await explorer.session('test');
  const text = [map('first', '1'), map('second', '1')].join('---\n');
  expect(fates(await plan(session, text))).toEqual(['ConfigMap first: created', 'ConfigMap second: created']);
  expect(outcomes(await apply(session, text))).toEqual([
    'ConfigMap first: applied',
    'ConfigMap second: applied',
  ]);
  const next = [map('first', '1'), map('second', '2')].join('---\n');
  explorer.requests.length = 0;
  expect(outcomes(await apply(session, next))).toEqual([
    'ConfigMap first: unchanged',
    'ConfigMap second: applied',
  ]);
  const sent = explorer.requests.filter((one) => one.startsWith('PATCH') && !one.includes('dryRun=All'));
  expect(sent).toEqual([`PATCH ${MAPS}/second?fieldManager=kube-guardrails&fieldValidation=Strict`]);
  expect(await session.connection.json({ path: `${MAPS}/second` })).toMatchObject({ data: { a: '2' } });
});

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  names: {kind: Shop, plural: shops, singular: shop, listKind: ShopList}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: {spec: {type: object, properties: {size: {type: integer}}}}
`;

function shop(size: string): string {
  return `apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: corner, namespace: town}\nspec: {size: ${size}}\n`;
}

test('makes namespaces and definitions before what needs them', async ({ explorer }) => {
  const session = await explorer.session('test');
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: town}\n';
  const text = [shop('3'), map('settings', '1', 'town'), CRD, namespace].join('---\n');
  expect(fates(await plan(session, text))).toEqual([
    'Namespace town: created',
    'CustomResourceDefinition shops.example.com: created',
    'Shop corner: later',
    'ConfigMap settings: later',
  ]);
  expect(outcomes(await apply(session, text))).toEqual([
    'Namespace town: applied',
    'CustomResourceDefinition shops.example.com: applied',
    'Shop corner: applied',
    'ConfigMap settings: applied',
  ]);
  expect(fates(await plan(session, text))).toEqual(
    ['Namespace town', 'CustomResourceDefinition shops.example.com', 'Shop corner', 'ConfigMap settings'].map(
      (one) => `${one}: unchanged`,
    ),
  );
  const [wrong] = (await plan(session, shop('many'))).planned;
  expect(wrong).toMatchObject({ fate: 'refused', failure: { kind: 'invalid' } });
});

function reasons(results: readonly Result[]): string[] {
  return results.map(({ outcome, reason }) => reason ?? outcome);
}

/** A definition with a version, or two of them. */
function definition(plural: string, kind: string, ...versions: readonly string[]): string {
  const served = versions.map(
    (name, index) =>
      `    - {name: ${name}, served: true, storage: ${index === 0}, schema: {openAPIV3Schema: {type: object}}}\n`,
  );
  const names = `{kind: ${kind}, plural: ${plural}}`;
  return `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${plural}.example.com}\nspec:\n  group: example.com\n  names: ${names}\n  scope: Namespaced\n  versions:\n${served.join('')}`;
}

test('a Pod of a namespace that is made with it waits until its account is there', async ({ explorer }) => {
  const session = await explorer.session('test');
  const container = '{name: web, image: registry.example.com/web:1}';
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: harbour}\nspec: {containers: [${container}]}\n`;
  const text = `${pod}---\napiVersion: v1\nkind: Namespace\nmetadata: {name: harbour}\n`;
  expect(reasons(await apply(session, text))).toEqual(['applied', 'applied']);
});

test('what controllers make in a new namespace can be applied with it', async ({ explorer }) => {
  const session = await explorer.session('test');
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: quay}\n';
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: quay}\n';
  // It has to wait for the account that is made beside it, so that the account is surely there.
  const container = '{name: web, image: registry.example.com/web:1}';
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: quay}\nspec: {containers: [${container}]}\n`;
  const text = [namespace, pod, `${account}imagePullSecrets: [{name: registry}]\n`].join('---\n');
  expect(reasons(await apply(session, text))).toEqual(['applied', 'applied', 'applied']);
});

test('an object of a version that the definition beside it adds can be applied with it', async ({
  explorer,
}) => {
  const session = await explorer.session('test');
  await apply(session, definition('stalls', 'Stall', 'v1'));
  const stall = 'apiVersion: example.com/v2\nkind: Stall\nmetadata: {name: a}\n';
  const text = `${stall}---\n${definition('stalls', 'Stall', 'v1', 'v2')}`;
  expect(fates(await plan(session, text))).toEqual([
    'CustomResourceDefinition stalls.example.com: changed',
    'Stall a: later',
  ]);
  const results = await apply(session, text);
  expect(reasons(results)).toEqual(['applied', 'applied']);
});

test('kinds that were made are known afterwards; what still misses its namespace says so at once', async ({
  explorer,
}) => {
  const session = await explorer.session('test');
  await session.discovery();
  const lost = 'apiVersion: example.com/v1\nkind: Booth\nmetadata: {name: a, namespace: nowhere}\n';
  const planned = await plan(session, `${lost}---\n${definition('booths', 'Booth', 'v1')}`);
  expect(applyPreview(session, 'booths.yaml', planned).details).toEqual([
    'To be created (1): CustomResourceDefinition booths.example.com',
    'To be tried, then made or changed, once what they need from this file is there (1): Booth a',
  ]);
  const started = performance.now();
  const results = await applyPlanned(session, planned);
  expect(reasons(results)).toEqual(['applied', expect.stringMatching(/^namespaces "nowhere" not found\./)]);
  expect(performance.now() - started).toBeLessThan(15_000);
  const { types } = await session.discovery();
  expect(types.map(({ kind }) => kind)).toContain('Booth');
  expect(applyReport('booths.yaml', planned, results).text).toContain(
    '- applied (created): CustomResourceDefinition booths.example.com',
  );
});

test('names what it cannot apply, with lines, and keeps every field that somebody wrote', async ({
  explorer,
}) => {
  const session = await explorer.session('test');
  const text = [
    map('good', '1'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: typo}\ndate: {a: "1"}\n',
    'apiVersion: example.org/v1\nkind: Unknown\nmetadata: {name: x}\n',
    map('lost', '1', 'nowhere'),
    'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: x-}\n',
  ].join('---\n');
  const planned = await plan(session, text);
  const preview = applyPreview(session, 'shop.yaml', planned);
  expect(preview.title).toBe('Apply shop.yaml to test?');
  expect(preview.action).toBe('Apply the Rest');
  expect(preview.changes).toHaveLength(1);
  const lines = previewText(preview).split('\n');
  expect(lines).toContain('To be created (1): ConfigMap good');
  expect(lines).toContain('NOT applied (3): ConfigMap typo, Unknown x, ConfigMap lost');
  expect(lines).toContainEqual(expect.stringMatching(/^Line 6, ConfigMap typo: .*date/));
  expect(lines).toContainEqual(
    expect.stringMatching(/^Line 11, Unknown x: .*does not know the kind Unknown/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^Line 15, ConfigMap lost: .*"nowhere" not found/));
  expect(lines).toContainEqual(expect.stringMatching(/^Line 20: this Job has a generated name/));
  expect(outcomes(await apply(session, text))).toEqual([
    'ConfigMap good: applied',
    'ConfigMap typo: failed',
    'Unknown x: failed',
    'ConfigMap lost: failed',
  ]);
});

test('explains whose a field is, and never takes it by force', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shared' }, data: { a: '1' } };
  await create(server, `${MAPS}?fieldManager=kubectl-client-side-apply`, object);
  expect(fates(await plan(session, map('shared', '1')))).toEqual(['ConfigMap shared: adopted']);
  const [conflicted] = (await plan(session, map('shared', '2'))).planned;
  expect(conflicted).toMatchObject({
    fate: 'refused',
    conflicts: [
      {
        field: '.data.a',
        manager: 'kubectl-client-side-apply',
        live: '1',
        wanted: '2',
        since: expect.any(String),
      },
    ],
  });
  expect(outcomes(await apply(session, map('shared', '2')))).toEqual(['ConfigMap shared: failed']);
  expect(await session.connection.json({ path: `${MAPS}/shared` })).toMatchObject({ data: { a: '1' } });
});

test('takes over what was applied with kubectl: nothing but who answers for it changes', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'before' },
    data: { a: '1', b: '1' },
  };
  const copy = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object) };
  const annotated = { ...object, metadata: { name: 'before', annotations: copy } };
  await create(server, `${MAPS}?fieldManager=kubectl-client-side-apply`, annotated);
  const text = map('before', '2');
  const disputed = await plan(session, text);
  expect(fates(disputed)).toEqual(['ConfigMap before: refused']);
  const takeOver = planTakeOver(session, disputed);
  if (!takeOver) throw new Error('nothing to take over');
  await rehearse(session, takeOver);
  const changes = takeOver.steps.map(({ change }) => change);
  const approval = new Approval(previewFor(session, { ...takeOver.about, changes }));
  const outcomesOfTaking = await carryOutAll(session, new Journal(), takeOver, approval);
  expect(outcomesOfTaking.map(({ failure }) => failure)).toEqual([undefined]);
  const path = `${MAPS}/before`;
  expect(await session.connection.json({ path })).toMatchObject({ data: { a: '1', b: '1' } });
  expect(fates(await plan(session, text))).toEqual(['ConfigMap before: changed']);
  expect(outcomes(await apply(session, text))).toEqual(['ConfigMap before: applied']);
  const after = await session.connection.json<{ data: object; metadata: { annotations: object } }>({ path });
  expect(after.data).toEqual({ a: '2' }); // what the manifest no longer has is gone, as with kubectl
  expect(after.metadata.annotations).toEqual(copy);
  const byHand = { ...object, metadata: { name: 'edited' } };
  await create(server, `${MAPS}?fieldManager=kubectl-edit`, byHand);
  expect(planTakeOver(session, await plan(session, map('edited', '2')))).toBeUndefined();
});

test.for([
  'stringData: {pin: 73194628}',
  'data: {pin: 73194628}',
  'stringData: [73194628]',
  'data: {pin: "73194628~"}',
  'type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: "73194628"}',
])('says against a Secret what is wrong, and not what its value is: %s', async (data, { explorer }) => {
  const text = `apiVersion: v1\nkind: Secret\nmetadata: {name: pin, namespace: default}\n${data}\n`;
  const { planned } = await plan(await explorer.session('test'), text);
  expect(planned.map(({ fate }) => fate)).toEqual(['refused']);
  const { message = '', status } = planned[0]?.failure ?? {};
  expect(message).toMatch(/expected (?:string|map)|base64|dockerconfigjson/);
  expect(JSON.stringify([message, status])).not.toContain('7319');
});
