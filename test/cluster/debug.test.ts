import { expect } from 'vitest';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import type { DebugPlan } from '../../client/src/cluster/change/operations/debug.ts';
import { debugRuns, planDebug } from '../../client/src/cluster/change/operations/debug.ts';
import type { Target } from '../../client/src/cluster/change/operations/target.ts';
import { carryOutAll, rehearse } from '../../client/src/cluster/change/plan.ts';
import { previewFor } from '../../client/src/cluster/change/preview.ts';
import type { Pod } from '../../client/src/cluster/models.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { Exec } from '../../client/src/cluster/streams/exec.ts';
import { podPath } from '../../client/src/cluster/streams/podsOf.ts';
import { podThat, runPod, test } from '../harness/cluster/streamTest.ts';

const POLL = { timeout: 10_000, interval: 20 };

function targetOf(name: string): Target {
  return { kind: 'Pod', name, namespace: 'default', path: podPath('default', name) };
}

/** Adds the container, as somebody does who says yes; the yes lets a terminal be attached, too. */
async function add(session: Session, plan: DebugPlan): Promise<Approval> {
  await rehearse(session, plan);
  const preview = previewFor(session, { ...plan.about, changes: plan.steps.map(({ change }) => change) });
  const approval = new Approval(preview, preview.mustType);
  const [outcome] = await carryOutAll(session, new Journal(), plan, approval);
  if (outcome?.failure) throw outcome.failure;
  return approval;
}

const wait = { signal: new AbortController().signal, report: () => undefined };

test('adds a container to a Pod that runs, and attaches a shell', async ({ server, explorer }) => {
  await runPod(server, 'broken', { script: 'sleep 600' });
  explorer.contextSetting = { test: 'protected' };
  const session = await explorer.session('test');
  const target = targetOf('broken');
  const plan = await planDebug(session, target, { image: 'busybox:1.37', container: 'web' });
  expect(plan.about.details.join('\n')).toMatch(
    new RegExp(`A container ${plan.container} with the image busybox:1.37 starts in it, which node-1 pulls`),
  );
  expect(plan.about.details.join('\n')).toMatch(/the processes of web[\s\S]*CANNOT BE REMOVED/);
  expect(plan.kubectl?.join(' ')).toBe(
    'debug broken --namespace default --stdin --tty --image=busybox:1.37 --target=web',
  );
  const approval = await add(session, plan);
  expect(await debugRuns(session, target, plan.container, wait)).toBe(true);
  const { spec } = await session.connection.json<Pod>({ path: target.path });
  expect(spec?.ephemeralContainers).toMatchObject([
    { name: plan.container, image: 'busybox:1.37', targetContainerName: 'web', stdin: true, tty: true },
  ]);
  const place = { namespace: 'default', pod: 'broken', container: plan.container, tty: true };
  await expect(
    Exec.start(session.connection, place, { output: () => undefined, end: () => undefined }),
  ).rejects.toThrow('nobody approved this');
  let text = '';
  let end: unknown;
  const exec = await Exec.start(
    session.connection,
    { ...place, approval },
    { output: (data) => (text += data.toString('utf8')), end: (how) => (end = how) },
  );
  exec.resize(100, 30);
  exec.write('echo it is $((6 * 7)); stty size\n');
  await expect.poll(() => text, POLL).toMatch(/it is 42\r\n30 100/);
  exec.write('exit\n');
  await expect.poll(() => end, POLL).toBe(0);
  const pod = await podThat(
    server,
    'broken',
    ({ status }) => status?.ephemeralContainerStatuses?.[0]?.state?.terminated !== undefined,
  );
  expect(pod.status).toMatchObject({ phase: 'Running', containerStatuses: [{ ready: true }] });
  await expect(debugRuns(session, target, plan.container, wait)).rejects.toThrow(
    'It has ended with exit code 0',
  );

  const second = await planDebug(session, target, { image: 'busybox:1.37', container: undefined });
  await add(session, second);
  expect(await debugRuns(session, target, second.container, wait)).toBe(true);
  const node = await explorer.at('test', 'default', 'Workloads', 'Pods', 'broken', second.container);
  expect(node.look.description).toMatch(/^debug · Running/);
});

test('says why a debug container does not run, and waits no longer than somebody wants', async ({
  server,
  explorer,
}) => {
  await runPod(server, 'waits', { script: 'sleep 600' });
  const session = await explorer.session('test');
  const target = targetOf('waits');
  const plan = await planDebug(session, target, {
    image: 'registry.example.com/missing:1',
    container: 'web',
  });
  await add(session, plan);
  const told: string[] = [];
  const report = (message: string) => void told.push(message);
  await expect(
    debugRuns(session, target, plan.container, { ...wait, report, limit: 600 }),
  ).rejects.toMatchObject({
    message: `The debug container ${plan.container} does not run. ErrImagePull: no such image: registry.example.com/missing:1.`,
    advice: expect.stringMatching(/It may still start/) as unknown,
  });
  expect(told).toContain('ErrImagePull: no such image: registry.example.com/missing:1');
  const stop = new AbortController();
  const waiting = debugRuns(session, target, plan.container, { ...wait, signal: stop.signal });
  stop.abort();
  expect(await waiting).toBe(false);
});

test('refuses what the cluster or the policy refuses before anything is added', async ({
  server,
  explorer,
}) => {
  await runPod(server, 'closed', { script: 'sleep 600' });
  await runPod(server, 'ended', { script: 'exit 0', spec: { restartPolicy: 'Never' } });
  const session = await explorer.session('test');
  const wish = { image: 'busybox:1.37', container: 'web' };
  await expect(planDebug(session, targetOf('ended'), wish)).rejects.toThrow('Pod ended does not run');
  const wrong = await planDebug(session, targetOf('closed'), { ...wish, container: 'other' });
  await expect(add(session, wrong)).rejects.toMatchObject({ kind: 'invalid' });
  const plan = await planDebug(session, targetOf('closed'), wish);
  explorer.contextSetting = { test: 'readOnly' };
  await expect(add(session, plan)).rejects.toMatchObject({ kind: 'policy' });
  const { spec } = await session.connection.json<Pod>({ path: podPath('default', 'closed') });
  expect(spec?.ephemeralContainers).toBeUndefined();
});
