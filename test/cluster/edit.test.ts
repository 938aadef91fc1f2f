import { expect } from 'vitest';
import { editable, readEdit } from '../../client/src/cluster/change/edit/editable.ts';
import type { Editing, Judged } from '../../client/src/cluster/change/edit/judgeEdit.ts';
import { judgeEdit, mergedEdit, namesOf } from '../../client/src/cluster/change/edit/judgeEdit.ts';
import { spanOf } from '../../client/src/cluster/change/edit/spanOf.ts';
import { planSecretValue } from '../../client/src/cluster/change/operations/secretValue.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { yamlText } from '../../client/src/explorer/objectText.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { carry } from '../harness/cluster/carry.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const CORE = '/api/v1/namespaces/default';

interface Opened {
  readonly editing: Editing & { readonly base: Json };
  readonly text: string;
}

/** What the editor does when it opens an object. */
async function open({ connection }: Session, path: string): Promise<Opened> {
  const object = await connection.json<Json>({ path });
  const base = editable(object);
  return { editing: { path, uid: namesOf(object).uid ?? '', base }, text: yamlText(base) };
}

async function deployment(server: ApiServer, session: Session, name: string): Promise<Opened> {
  await createApplication(server, 'default', name, { pods: 2 });
  return open(session, `${DEPLOYMENTS}/${name}`);
}

async function patch(server: ApiServer, path: string, body: unknown): Promise<void> {
  const type = 'application/strategic-merge-patch+json';
  const { status, body: answer } = await server.send('PATCH', path, { type, text: JSON.stringify(body) });
  expect(status, answer).toBe(200);
}

function ready(judged: Judged): Judged & { readonly outcome: 'ready' } {
  expect(judged).toMatchObject({ outcome: 'ready' });
  return judged as Judged & { readonly outcome: 'ready' };
}

/** The lines of a text that a refusal marks, with what it says. */
function marks(text: string, judged: Judged): readonly string[] {
  const { root } = readEdit(text);
  const problems = 'problems' in judged ? judged.problems : [];
  return problems.map((problem) => {
    const { start } = spanOf(root, problem);
    return `${text.slice(0, start).split('\n').length}: ${problem.message}`;
  });
}

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

test('saves what was changed, after a look at it, and nothing else', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { editing, text } = await deployment(server, session, 'plain');
  expect(text).not.toMatch(/managedFields|status:|resourceVersion|uid:/);
  expect(await judgeEdit(session, editing, text)).toEqual({ outcome: 'unchanged' });
  const edited = text.replace('plain:1.4.2', 'plain:2.0.0').replace('replicas: 2', 'replicas: 0x3 # more');
  const { plan, after } = ready(await judgeEdit(session, editing, edited));
  expect(plan.about).toMatchObject({ title: 'Save Deployment plain?', name: 'plain', namespace: 'default' });
  expect(plan.about.details).toEqual([
    'spec.replicas: 2 → 3',
    'spec.template.spec.containers[name="web"].image: registry.example.com/plain:1.4.2 → registry.example.com/plain:2.0.0',
  ]);
  expect(after).toMatchObject({ spec: { replicas: 3 } });
  expect(await session.connection.json({ path: editing.path })).toMatchObject({ spec: { replicas: 2 } });
  await carry(session, plan);
  const live = await session.connection.json<Json>({ path: editing.path });
  expect(live).toMatchObject({ spec: { replicas: 3 }, status: { readyReplicas: 2 } });
  const managers = (live['metadata'] as { managedFields: { manager: string }[] }).managedFields;
  expect(managers.map(({ manager }) => manager)).toContain('kube-guardrails');
});

test('keeps what others have changed elsewhere meanwhile', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { editing, text } = await deployment(server, session, 'shared');
  await patch(server, editing.path, {
    metadata: { labels: { team: 'shop' } },
    spec: { template: { spec: { containers: [{ name: 'proxy', image: 'proxy:1' }] } } },
  });
  const { plan } = ready(await judgeEdit(session, editing, text.replace('shared:1.4.2', 'shared:2.0.0')));
  expect(plan.about.details.join('\n')).toMatch(
    /Others have changed meanwhile, which stays:\n\+ metadata.labels/,
  );
  await carry(session, plan);
  expect(await session.connection.json({ path: editing.path })).toMatchObject({
    metadata: { labels: { team: 'shop' } },
    spec: {
      template: {
        spec: {
          containers: expect.arrayContaining([
            expect.objectContaining({ name: 'proxy', image: 'proxy:1' }),
            expect.objectContaining({ name: 'web', image: 'registry.example.com/shared:2.0.0' }),
          ]) as unknown,
        },
      },
    },
  });
});

test('a change of the same field is a conflict, which is merged either way', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { editing, text } = await deployment(server, session, 'fought');
  await patch(server, editing.path, { spec: { replicas: 5 }, metadata: { labels: { team: 'shop' } } });
  const edited = text.replace('replicas: 2', 'replicas: 3');
  const judged = await judgeEdit(session, editing, edited);
  expect(judged).toMatchObject({
    outcome: 'conflict',
    message: expect.stringContaining('spec.replicas: it was 2; you have 3, somebody else 5.') as unknown,
  });
  expect(marks(edited, judged)).toEqual([
    `${lineOf(edited, 'replicas: 3')}: spec.replicas: it was 2; you have 3, somebody else 5.`,
  ]);
  const live = await session.connection.json<Json>({ path: editing.path });
  expect(mergedEdit(editing.base, edited, live, 'theirs')).toMatchObject({ spec: { replicas: 5 } });
  const mine = mergedEdit(editing.base, edited, live, 'mine');
  expect(mine).toMatchObject({ spec: { replicas: 3 }, metadata: { labels: { team: 'shop' } } });
  const again = await judgeEdit(session, { ...editing, base: editable(live) }, yamlText(mine));
  expect(ready(again).plan.about.details).toEqual(['spec.replicas: 5 → 3']);
});

test('writes nothing where the object changes between preview and yes', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { editing, text } = await deployment(server, session, 'late');
  const { plan } = ready(await judgeEdit(session, editing, text.replace('replicas: 2', 'replicas: 3')));
  await patch(server, editing.path, { metadata: { labels: { team: 'shop' } } });
  await expect(carry(session, plan)).rejects.toMatchObject({ kind: 'conflict' });
  expect(await session.connection.json({ path: editing.path })).toMatchObject({ spec: { replicas: 2 } });
});

test.for([
  ['an invalid value', 'replicas: 2', 'replicas: -2', 'spec.replicas: Invalid value: -2'],
  [
    'an immutable field',
    'matchLabels:\n      app: refused',
    'matchLabels:\n      app: other',
    'spec.selector: ',
  ],
  ['a value of another type', 'replicas: 2', 'replicas: many', 'spec.replicas: '],
  ['an unknown field', 'replicas: 2', 'replica: 2', 'unknown field "replica"'],
  ['another name', 'name: refused', 'name: other', 'metadata.name says which object this is'],
  ['a status', '\nspec:', '\nstatus: {replicas: 1}\nspec:', 'The status is what controllers have found'],
  ['broken YAML', 'replicas: 2', 'replicas: [2', 'this list has no end'],
] as const)('refuses %s, at its line', async ([_what, part, other, message], { server, explorer }) => {
  const session = await explorer.session('test');
  const { status } = await server.send('GET', `${DEPLOYMENTS}/refused`);
  const { editing, text } =
    status === 200
      ? await open(session, `${DEPLOYMENTS}/refused`)
      : await deployment(server, session, 'refused');
  const edited = text.replaceAll(part, other);
  const sent = explorer.requests.length;
  const judged = await judgeEdit(session, editing, edited);
  expect(judged).toMatchObject({ outcome: 'refused' });
  const all = marks(edited, judged);
  const mark = all.find((one) => one.includes(message)) ?? all.join('\n');
  expect(mark).toContain(message);
  expect(Number(mark.split(':')[0])).toBeGreaterThanOrEqual(lineOf(edited, other) - 1);
  const requests = explorer.requests.slice(sent);
  expect(requests.every((request) => request.startsWith('GET') || request.includes('dryRun=All'))).toBe(true);
  if (message.startsWith('this list')) expect(requests).toEqual([]);
});

test('names what an admission policy says', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { editing, text } = await deployment(server, session, 'ruled');
  const admission = '/apis/admissionregistration.k8s.io/v1';
  await create(server, `${admission}/validatingadmissionpolicies`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'few' },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['deployments'] },
        ],
      },
      validations: [{ expression: 'object.spec.replicas < 50', message: 'at most 49 replicas' }],
    },
  });
  await create(server, `${admission}/validatingadmissionpolicybindings`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'few' },
    spec: { policyName: 'few', validationActions: ['Deny'] },
  });
  const edited = text.replace('replicas: 2', 'replicas: 50');
  await expect
    .poll(() => judgeEdit(session, editing, edited), { timeout: 20_000, interval: 200 })
    .toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('at most 49 replicas') as unknown,
    });
});

test('says where the object is gone, or another one has its name', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { editing, text } = await deployment(server, session, 'gone');
  const edited = text.replace('replicas: 2', 'replicas: 3');
  const object = { ...editing.base, metadata: { name: 'gone' } };
  await server.send('DELETE', editing.path);
  expect(await judgeEdit(session, editing, edited)).toMatchObject({
    outcome: 'gone',
    message: expect.stringMatching(/^The object was deleted meanwhile. Nothing was sent./) as unknown,
  });
  await create(server, DEPLOYMENTS, object);
  expect(await judgeEdit(session, editing, edited)).toMatchObject({
    outcome: 'gone',
    message: expect.stringContaining('another one of this name was made') as unknown,
  });
});

async function secret(server: ApiServer, name: string): Promise<string> {
  await create(server, `${CORE}/secrets`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":"opensesame"}' },
    },
    stringData: { password: 'opensesame', user: 'jo' },
  });
  return `${CORE}/secrets/${name}`;
}

test('labels of a Secret can be edited without its values, which stay', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const path = await secret(server, 'labelled');
  const { editing, text } = await open(session, path);
  expect(JSON.stringify([editing, text])).not.toMatch(/opensesame|b3BlbnNlc2FtZQ/);
  const typed = await judgeEdit(session, editing, text.replace('password: (hidden)', 'password: b3Blbg=='));
  expect(typed).toMatchObject({
    outcome: 'refused',
    message: expect.stringMatching(/"Edit a Value"/) as unknown,
  });
  const edited = text
    .replace('metadata:\n', 'metadata:\n  labels: {team: shop}\n')
    .replace('  user: (hidden)\n', '');
  const { plan } = ready(await judgeEdit(session, editing, edited));
  expect(JSON.stringify(plan.about)).not.toMatch(/opensesame|b3BlbnNlc2FtZQ/);
  await carry(session, plan);
  const live = await session.connection.json<Json>({ path });
  expect(live).toMatchObject({ metadata: { labels: { team: 'shop' } } });
  expect(live['data']).toEqual({ password: 'b3BlbnNlc2FtZQ==' });
});

test('one value of a Secret is changed, added or taken out, the others stay', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const path = await secret(server, 'valued');
  const target = { kind: 'Secret', name: 'valued', namespace: 'default', path };
  const read = () => session.connection.json<Json>({ path });
  const change = async (key: string, value: Buffer | undefined) =>
    planSecretValue(session, target, await read(), { key, value });
  const plan = await change('password', Buffer.from('sesame\nclose'));
  expect(plan.about.details[0]).toBe(
    'password: 10 bytes → 12 bytes. Its other values stay, and no value is shown.',
  );
  await carry(session, plan);
  await carry(session, await change('more', Buffer.from('new')));
  await carry(session, await change('user', undefined));
  expect((await read())['data']).toEqual({ password: 'c2VzYW1lCmNsb3Nl', more: 'bmV3' });
  await expect(change('more', Buffer.from('new'))).rejects.toThrow('has this value already');
  const old = await change('more', Buffer.from('newer'));
  await patch(server, path, { metadata: { labels: { team: 'shop' } } });
  await expect(carry(session, old)).rejects.toMatchObject({ kind: 'conflict' });
});

test('saves nothing in a read-only context', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { editing, text } = await deployment(server, session, 'kept');
  explorer.contextSetting = { test: 'readOnly' };
  const { plan } = ready(await judgeEdit(session, editing, text.replace('replicas: 2', 'replicas: 3')));
  await expect(carry(session, plan)).rejects.toMatchObject({ kind: 'policy' });
  expect(await session.connection.json({ path: editing.path })).toMatchObject({ spec: { replicas: 2 } });
});
