import { expect } from 'vitest';
import { planCordon } from '../../client/src/cluster/change/operations/cordon.ts';
import { jobName, planRunAgain, planRunNow } from '../../client/src/cluster/change/operations/runJob.ts';
import { planSuspend } from '../../client/src/cluster/change/operations/suspend.ts';
import type { Target } from '../../client/src/cluster/change/operations/target.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import { carry } from '../harness/cluster/carry.ts';
import { create } from '../harness/cluster/objects.ts';
import { podTemplate, test } from '../harness/cluster/streamTest.ts';

const BATCH = '/apis/batch/v1/namespaces/default';
const POLL = { timeout: 20_000, interval: 50 };

function targetOf(kind: 'CronJob' | 'Job', name: string): Target {
  return { kind, name, namespace: 'default', path: `${BATCH}/${kind.toLowerCase()}s/${name}` };
}

const work = (script: string) => ({
  template: podTemplate({ script, labels: { tier: 'night' }, spec: { restartPolicy: 'Never' } }),
});

const NIGHTLY = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'nightly' },
  spec: {
    schedule: '0 3 * * *',
    concurrencyPolicy: 'Forbid',
    jobTemplate: {
      metadata: { labels: { tier: 'night' }, annotations: { team: 'shop' } },
      spec: { backoffLimit: 0, ...work('echo done') },
    },
  },
};

test('runs a CronJob now, and its Job once more', async ({ server, explorer }) => {
  const { metadata } = await create(server, `${BATCH}/cronjobs`, NIGHTLY);
  const session = await explorer.session('test');
  const name = jobName('nightly', 'manual');
  expect(name).toMatch(/^nightly-manual-[a-z0-9]{5}$/);
  const plan = await planRunNow(session, targetOf('CronJob', 'nightly'), name);
  expect(plan.about.details).toEqual([
    `Job ${name} is made from its template and starts at once, whatever the schedule says.`,
  ]);
  expect(plan.kubectl?.join(' ')).toBe(`create job ${name} --from=cronjob/nightly --namespace default`);
  await carry(session, plan);
  const job = () => session.connection.json<Json>({ path: `${BATCH}/jobs/${name}` });
  expect(await job()).toMatchObject({
    metadata: {
      labels: { tier: 'night' },
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', team: 'shop' },
      ownerReferences: [{ kind: 'CronJob', name: 'nightly', uid: metadata.uid, controller: true }],
    },
  });
  await expect.poll(async () => (await job())['status'], POLL).toMatchObject({ succeeded: 1 });

  const again = jobName(name, 'again');
  expect(again).toMatch(/^nightly-again-[a-z0-9]{5}$/);
  const second = await planRunAgain(session, targetOf('Job', name), again);
  expect(second.about.details.join(' ')).toMatch(/has ended, and stays to be looked at/);
  await carry(session, second);
  const rerun = () => session.connection.json<Json>({ path: `${BATCH}/jobs/${again}` });
  await expect.poll(async () => (await rerun())['status'], POLL).toMatchObject({ succeeded: 1 });
  expect((await rerun())['metadata']).not.toHaveProperty('ownerReferences');
  expect((await rerun())['spec']).toMatchObject({
    backoffLimit: 0,
    template: { metadata: { labels: { tier: 'night', 'batch.kubernetes.io/job-name': again } } },
  });
});

test('suspends and resumes CronJobs and Jobs', async ({ server, explorer }) => {
  await create(server, `${BATCH}/cronjobs`, { ...NIGHTLY, metadata: { name: 'often' } });
  const session = await explorer.session('test');
  const cron = targetOf('CronJob', 'often');
  const suspended = async ({ path }: Target) =>
    ((await session.connection.json<Json>({ path }))['spec'] as Json)['suspend'];
  const rest = await planSuspend(session, cron, true);
  expect(rest.about.details).toEqual(['No Job starts from now on until it is resumed. Schedule: 0 3 * * *.']);
  await carry(session, rest);
  expect(await suspended(cron)).toBe(true);
  await expect(planSuspend(session, cron, true)).rejects.toThrow('suspended already');
  const on = await planSuspend(session, cron, false);
  expect(on.about.details.join(' ')).toMatch(/A run that was missed meanwhile starts at once/);
  await carry(session, on);
  expect(await suspended(cron)).toBe(false);

  await create(server, `${BATCH}/jobs`, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'long' },
    spec: work('sleep 600'),
  });
  const job = targetOf('Job', 'long');
  const active = async () => (await session.connection.json<Json>({ path: job.path }))['status'];
  await expect.poll(active, POLL).toMatchObject({ active: 1, ready: 1 });
  const stop = await planSuspend(session, job, true);
  expect(stop.about.details.join(' ')).toMatch(/1 Pod that is running is ended/);
  await carry(session, stop);
  await expect.poll(async () => ((await active()) as Json)['active'] ?? 0, POLL).toBe(0);
  await carry(session, await planSuspend(session, job, false));
  await expect.poll(active, POLL).toMatchObject({ active: 1, ready: 1 });
});

test('names of Jobs stay within 63 characters and say where they come from', () => {
  const name = jobName(`${'a'.repeat(46)}.nightly`, 'manual');
  expect(name.length).toBeLessThanOrEqual(63);
  expect(name).toMatch(/^a{46}\.nigh?t?l?y?-manual-[a-z0-9]{5}$/);
  expect(jobName('x-again-b2b2b', 'again')).toMatch(/^x-again-[a-z0-9]{5}$/);
});

test('cordons a node and lets it go again', async ({ explorer }) => {
  const session = await explorer.session('test');
  const node = { kind: 'Node', name: 'node-1', namespace: undefined, path: '/api/v1/nodes/node-1' };
  const spec = async () => (await session.connection.json<Json>({ path: node.path }))['spec'];
  await carry(session, await planCordon(session, node, true));
  expect(await spec()).toMatchObject({ unschedulable: true });
  await expect(planCordon(session, node, true)).rejects.toThrow('cordoned already');
  await carry(session, await planCordon(session, node, false));
  expect(await spec()).not.toHaveProperty('unschedulable');
  await expect(planCordon(session, node, false)).rejects.toThrow('not cordoned');
});
