import { expect } from 'vitest';
import { fieldAt } from '../../client/src/cluster/change/apply/fieldAt.ts';
import { readManifests } from '../../client/src/cluster/change/apply/readManifests.ts';
import { follow } from '../../client/src/cluster/change/rollout/follow.ts';
import type { Judgement } from '../../client/src/cluster/change/rollout/judge.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { apply, outcomes } from '../harness/cluster/apply.ts';
import { create } from '../harness/cluster/objects.ts';
import { test } from '../harness/cluster/streamTest.ts';

/** A Deployment of one container. */
function deployment(name: string, container: string, more = { spec: '', pod: '' }): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  ${more.spec}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      ${more.pod}
      containers:
        - name: web
          ${container}
`;
}

const RUNS = 'image: registry.example.com/web:1';

interface Followed {
  readonly session: Session;
  readonly text: string;
  readonly path?: string;
  readonly kind?: string;
}

/** Applies a text and follows what it made until somebody has seen enough, or the end. */
async function watch(
  { session, text, path: given, kind = 'Deployment' }: Followed,
  isEnough: (judgement: Judgement) => boolean,
): Promise<Judgement> {
  const [result] = await apply(session, text);
  expect(outcomes(result ? [result] : [])).toEqual([expect.stringMatching(/: applied$/)]);
  const path = given ?? result?.planned.address?.path ?? '';
  const stop = new AbortController();
  const owner = { kind, name: path.split('/').at(-1) ?? '', namespace: 'default', path };
  let last: Judgement | undefined;
  const end = await follow(session.connection, owner, {
    signal: stop.signal,
    every: 200,
    onLook: (judgement) => {
      last = judgement;
      if (isEnough(judgement)) stop.abort();
    },
  });
  const seen = end ?? last;
  if (!seen) throw new Error('nothing was seen');
  return seen;
}

/** The problems, each with the text that is underlined for it. */
function underlined(text: string, { problems }: Judgement): string[] {
  const root = readManifests(text).manifests[0]?.root;
  if (!root) throw new Error('no manifest');
  return problems.map(({ paths, message }) => {
    const found = paths.map((path) => fieldAt(root, path));
    const { field } = found.find(({ isExact }) => isExact) ?? found[0] ?? { field: root };
    return `${field.path}: ${message}`;
  });
}

function hasProblem(reason: string): (judgement: Judgement) => boolean {
  return ({ problems }) => problems.some((one) => one.reason === reason);
}

test('a rollout that goes well ends', async ({ explorer }) => {
  const session = await explorer.session('test');
  const text = deployment('well', RUNS);
  const end = await watch({ session, text }, () => false);
  expect(end).toEqual({ phase: 'done', summary: '2 of 2 ready', problems: [] });
});

test('an image that is not there, and what it takes to recover', async ({ explorer }) => {
  const session = await explorer.session('test');
  const text = deployment('pulls', 'image: registry.example.com/missing:1');
  const seen = await watch({ session, text }, hasProblem('image'));
  expect(underlined(text, seen)).toEqual([
    expect.stringMatching(
      /^spec\.template\.spec\.containers\[0\]\.image: The image registry\.example\.com\/missing:1 cannot be pulled \((ErrImagePull|ImagePullBackOff)\)\./,
    ),
  ]);
  const end = await watch({ session, text: deployment('pulls', RUNS) }, () => false);
  expect(end).toMatchObject({ phase: 'done', problems: [] });
});

test('a container that crashes, with its last lines', async ({ explorer }) => {
  const session = await explorer.session('test');
  const text = deployment('crashes', `${RUNS}\n          command: [sh, -c, "echo no database >&2; exit 3"]`);
  const seen = await watch(
    { session, text },
    (one) => hasProblem('crash')(one) && one.problems.some(({ isError }) => isError),
  );
  const [said] = underlined(text, seen);
  expect(said).toMatch(
    /^spec\.template\.spec\.containers\[0\]\.command: The container web ended with exit code 3\. It was started again \d+ times\./,
  );
  expect(said).toMatch(/Its last lines:\nno database$/);
});

test('a container that prepares the Pod and fails', async ({ explorer }) => {
  const session = await explorer.session('test');
  const pod = `initContainers: [{name: migrate, image: "x:1", command: [sh, -c, "echo no table; exit 4"]}]`;
  const text = deployment('prepares', RUNS, { spec: '', pod });
  const seen = await watch({ session, text }, hasProblem('crash'));
  const [said] = underlined(text, seen);
  expect(said).toMatch(
    /^spec\.template\.spec\.initContainers\[0\]\.command: The container migrate ended with exit code 4\./,
  );
  expect(said).toMatch(/no table$/);
});

test('a Pod that no node takes', async ({ explorer }) => {
  const session = await explorer.session('test');
  const big = deployment('big', `${RUNS}\n          resources: {requests: {cpu: "4000"}}`);
  expect(underlined(big, await watch({ session, text: big }, hasProblem('Unschedulable')))).toEqual([
    'spec.template.spec.containers[0].resources.requests.cpu: No node takes the Pod: 0/1 nodes are available: 1 Insufficient cpu.',
  ]);
  const picky = deployment('picky', RUNS, { spec: '', pod: 'nodeSelector: {disk: ssd}' });
  const [said] = underlined(picky, await watch({ session, text: picky }, hasProblem('Unschedulable')));
  expect(said).toMatch(
    /^spec\.template\.spec\.nodeSelector: No node takes the Pod: .*node affinity\/selector/,
  );
});

test('Pods that a quota or an account that is not there keeps from being made', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  const lost = deployment('lost', RUNS, { spec: '', pod: 'serviceAccountName: nobody' });
  const [account] = underlined(lost, await watch({ session, text: lost }, hasProblem('FailedCreate')));
  expect(account).toMatch(
    /^spec\.template\.spec\.serviceAccountName: Pods cannot be made: .*serviceaccount "nobody" not found/,
  );
  const quotas = '/api/v1/namespaces/default/resourcequotas';
  const spec = { hard: { 'requests.cpu': '1' } };
  await create(server, quotas, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'small' },
    spec,
  });
  await expect.poll(async () => (await server.send('GET', `${quotas}/small`)).body).toMatch(/"used":/);
  try {
    const text = deployment('greedy', `${RUNS}\n          resources: {requests: {cpu: "2"}}`);
    const [quota] = underlined(text, await watch({ session, text }, hasProblem('FailedCreate')));
    expect(quota).toMatch(
      /^spec\.template\.spec\.containers\[0\]\.resources: Pods cannot be made: .*exceeded quota: small/,
    );
  } finally {
    await server.send('DELETE', `${quotas}/small`);
  }
});

test('a container that never gets ready, until its time is over', async ({ explorer }) => {
  const session = await explorer.session('test');
  const container = `${RUNS}\n          readinessProbe: {exec: {command: [sh, -c, "exit 1"]}, periodSeconds: 1}`;
  const text = deployment('waits', container, { spec: 'progressDeadlineSeconds: 3', pod: '' });
  const end = await watch({ session, text }, () => false);
  expect(end).toMatchObject({
    phase: 'failed',
    summary: expect.stringMatching(/^0 of 2 ready: .*timed out progressing/),
  });
  expect(underlined(text, end)).toEqual([
    'spec.template.spec.containers[0].readinessProbe: The readiness probe of web fails: exit status 1.',
  ]);
});

function set(kind: string, name: string, more: string): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  ${more}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: web, image: "x:1"}]}
`;
}

test('a Job that fails, a StatefulSet and a DaemonSet that do well', async ({ explorer }) => {
  const session = await explorer.session('test');
  const job = `apiVersion: batch/v1
kind: Job
metadata: {name: fails}
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      containers: [{name: run, image: "x:1", command: [sh, -c, "echo no luck; exit 5"]}]
`;
  const end = await watch({ session, text: job, kind: 'Job' }, () => false);
  expect(end.phase).toBe('failed');
  const [said] = underlined(job, end);
  expect(said).toMatch(
    /^spec\.template\.spec\.containers\[0\]\.command: The container run ended with exit code 5\./,
  );
  expect(said).toMatch(/no luck$/);
  const stateful = set('StatefulSet', 'states', 'serviceName: states');
  expect(await watch({ session, text: stateful, kind: 'StatefulSet' }, () => false)).toMatchObject({
    phase: 'done',
  });
  const daemons = set('DaemonSet', 'daemons', 'minReadySeconds: 0');
  expect(await watch({ session, text: daemons, kind: 'DaemonSet' }, () => false)).toMatchObject({
    phase: 'done',
  });
  const broken = daemons.replace('"x:1"', '"x/missing:1"');
  expect(await watch({ session, text: broken, kind: 'DaemonSet' }, hasProblem('image'))).toMatchObject({
    phase: 'going on',
  });
});
