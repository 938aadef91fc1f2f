import { expect } from 'vitest';
import { applyAll } from '../../client/src/cluster/change/apply/applyAll.ts';
import { applyPreview } from '../../client/src/cluster/change/apply/applyPreview.ts';
import { applyReport } from '../../client/src/cluster/change/apply/applyReport.ts';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { Session as ClusterSession } from '../../client/src/cluster/session.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { apply, fates, outcomes, plan } from '../harness/cluster/apply.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create } from '../harness/cluster/objects.ts';
import { startRelay } from '../harness/cluster/relay.ts';
import { test } from '../harness/cluster/streamTest.ts';
import { startWebhook } from '../harness/cluster/webhook.ts';

const NAMES = Array.from({ length: 10 }, (_, index) => `gone-${index}`);

function map(name: string, more = '{}', namespace = 'default'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}, labels: ${more}}\ndata: {a: "1"}\n`;
}

/** A session whose way to the server can be cut. */
async function cuttable(
  server: ApiServer,
): Promise<{ readonly session: Session; readonly close: () => void }> {
  const relay = await startRelay(Number(new URL(server.url).port));
  const context = contextFor(server, { url: `https://127.0.0.1:${relay.port}` });
  const session = new ClusterSession(context, { env: {}, policy: () => 'normal' });
  return { session, close: relay.close };
}

async function there(server: ApiServer, names: readonly string[]): Promise<string[]> {
  const { body } = await server.send('GET', '/api/v1/namespaces/default/configmaps');
  const { items } = JSON.parse(body) as { items: { metadata: { name: string } }[] };
  return items.map(({ metadata }) => metadata.name).filter((name) => names.includes(name));
}

test('a server that is gone in the midst of ten: nothing is called done that is not', async ({ server }) => {
  const { session, close } = await cuttable(server);
  const results = await apply(session, NAMES.map((name) => map(name)).join('---\n'), (done) => {
    if (done === 3) close();
  });
  expect(results.map(({ outcome }) => outcome)).toEqual([
    ...Array.from({ length: 3 }, () => 'applied'),
    'failed', // it could not be looked at, so it was not sent
    ...Array.from({ length: 6 }, () => 'not tried'),
  ]);
  expect(results[3]?.reason).toMatch(/cannot be reached/);
  expect(await there(server, NAMES)).toEqual(NAMES.slice(0, 3));
  session.close();
});

test('a change that is cut while the server works on it is uncertain, and said to be', async ({ server }) => {
  const { session, close } = await cuttable(server);
  await startWebhook(server, 'cuts', ({ dryRun }) => {
    if (dryRun) return { allowed: true };
    close();
    return undefined;
  });
  const text = [map('cut-0', '{webhook: cuts}'), map('cut-1')].join('---\n');
  const results = await apply(session, text);
  expect(outcomes(results)).toEqual(['ConfigMap cut-0: uncertain', 'ConfigMap cut-1: not tried']);
  expect(results[0]?.reason).toMatch(/Whether the change was made is not known/);
  session.close();
});

test('a webhook that never answers is named, and the rest is applied', async ({ server, explorer }) => {
  await startWebhook(server, 'sleeps', () => undefined);
  const session = await explorer.session('test');
  const text = [map('slept', '{webhook: sleeps}'), map('awake')].join('---\n');
  const planned = await plan(session, text);
  const results = await apply(session, text);
  expect(outcomes(results)).toEqual(['ConfigMap slept: failed', 'ConfigMap awake: applied']);
  expect(applyReport('shop.yaml', planned, results).text.split('\n')).toEqual([
    '# shop.yaml on test',
    '',
    '2 objects: 1 applied, 1 failed.',
    '',
    expect.stringMatching(/^- failed: ConfigMap slept \(line 1\): .*sleeps\.example\.com.*gives no answer/),
    '- applied (created): ConfigMap awake (line 6)',
    '',
    '## What was asked of the API server',
    '',
    expect.stringMatching(/`&dryRun=All`, which keeps nothing.* as `application\/apply-patch\+yaml`\.$/),
    '',
    ...['slept: failed', 'awake: applied'].map((one) => {
      const [name, outcome] = one.split(': ');
      return `- PATCH /api/v1/namespaces/default/configmaps/${name}?fieldManager=kube-guardrails&fieldValidation=Strict: ${outcome}`;
    }),
    '',
  ]);
});

test('a webhook that says no only when it is meant to count', async ({ server, explorer }) => {
  await startWebhook(server, 'sly', ({ dryRun = false }) =>
    dryRun ? { allowed: true } : { allowed: false, status: { message: 'not today' } },
  );
  const session = await explorer.session('test');
  const text = [map('refused', '{webhook: sly}'), map('welcome')].join('---\n');
  expect(fates(await plan(session, text))).toEqual([
    'ConfigMap refused: created',
    'ConfigMap welcome: created',
  ]);
  const results = await apply(session, text);
  expect(outcomes(results)).toEqual(['ConfigMap refused: failed', 'ConfigMap welcome: applied']);
  expect(results[0]?.reason).toMatch(/not today/);
});

test('a policy of the cluster that says no', async ({ server, explorer }) => {
  const root = '/apis/admissionregistration.k8s.io/v1';
  const resourceRules = [
    { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['configmaps'] },
  ];
  await create(server, `${root}/validatingadmissionpolicies`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'owned' },
    spec: {
      matchConstraints: { resourceRules, objectSelector: { matchLabels: { judged: 'yes' } } },
      validations: [{ expression: 'has(object.data.owner)', message: 'say who owns it' }],
    },
  });
  await create(server, `${root}/validatingadmissionpolicybindings`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'owned' },
    spec: { policyName: 'owned', validationActions: ['Deny'] },
  });
  const session = await explorer.session('test');
  const text = map('ownerless', '{judged: "yes"}');
  await expect
    .poll(async () => fates(await plan(session, text)), { timeout: 15_000 })
    .toEqual(['ConfigMap ownerless: refused']);
  const [result] = await apply(session, text);
  expect(result).toMatchObject({ outcome: 'failed', planned: { failure: { kind: 'denied' } } });
  expect(result?.reason).toMatch(/say who owns it/);
});

test('a quota that is used up on the way', async ({ server, explorer }) => {
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'small' },
  });
  const quota = '/api/v1/namespaces/small/resourcequotas';
  const spec = { hard: { 'count/secrets': '1' } };
  await create(server, quota, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec });
  const used = async () => (await server.send('GET', `${quota}/few`)).body;
  await expect.poll(used, { timeout: 15_000 }).toMatch(/"used":\{"count\/secrets":"0"\}/);
  const session = await explorer.session('test');
  const text = ['one', 'two']
    .map((name) => map(name, '{}', 'small').replace('ConfigMap', 'Secret').replace('\ndata', '\nstringData'))
    .join('---\n');
  const results = await apply(session, text);
  expect(outcomes(results)).toEqual(['Secret one: applied', 'Secret two: failed']);
  expect(results[1]).toMatchObject({ reason: expect.stringMatching(/exceeded quota: few/) });
});

test('who stops while something is waited for is still told what was applied', async ({ explorer }) => {
  const session = await explorer.session('test');
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: stopped}\n';
  const planned = await plan(session, [namespace, map('inside', '{}', 'stopped')].join('---\n'));
  const stop = new AbortController();
  const results = await applyAll(planned, {
    session,
    journal: new Journal(),
    approval: new Approval(applyPreview(session, 'test.yaml', planned)),
    signal: stop.signal,
    onStep: ({ manifest }) => {
      if (manifest.name === 'inside') stop.abort();
    },
  });
  expect(outcomes(results)).toEqual(['Namespace stopped: applied', 'ConfigMap inside: not tried']);
  expect(results[1]?.reason).toBe('You stopped before it.');
});
