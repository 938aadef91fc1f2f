import { expect } from 'vitest';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { carryOutAll, rehearse } from '../../client/src/cluster/change/plan.ts';
import { previewFor, previewText } from '../../client/src/cluster/change/preview.ts';
import { planRestart } from '../../client/src/cluster/change/restart.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { createApplication } from '../harness/cluster/objects.ts';

const PATH = '/apis/apps/v1/namespaces/default/deployments/again';

test('restarts a Deployment after a preview, and writes it down', async ({ server, explorer }) => {
  await createApplication(server, 'default', 'again', { pods: 3 });
  const session = await explorer.session('test');
  const workload = { kind: 'Deployment', name: 'again', namespace: 'default', path: PATH };
  const plan = await planRestart(session, workload, new Date('2026-11-21T12:00:00Z'));
  expect(await rehearse(session, plan)).toEqual([]);
  const changes = plan.steps.map(({ change }) => change);
  const preview = previewFor(session, { ...plan.about, changes });
  expect(previewText(preview)).toBe(
    `Context: test\nServer: ${server.url}\nUser: test\nNamespace: default\n\nIts 3 Pods are replaced step by step.`,
  );
  expect(plan.kubectl?.join(' ')).toBe('rollout restart deployment/again --namespace default');
  const journal = new Journal();
  const outcomes = await carryOutAll(session, journal, plan, new Approval(preview));
  expect(outcomes).toEqual([{ step: plan.steps[0] }]);
  const live = await session.connection.json({ path: PATH });
  const annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-11-21T12:00:00.000Z' };
  expect(live).toMatchObject({ spec: { template: { metadata: { annotations } } } });
  expect(journal.entries).toMatchObject([
    { context: 'test', action: 'restarted', path: PATH, outcome: 'done', after: live },
  ]);
});
