import { expect } from 'vitest';
import { deletePod, podThat, runDeployment, runPod, test } from '../harness/cluster/streamTest.ts';

test('makes the pods of a workload run, and replaces one that is deleted', async ({ server }) => {
  const [pod] = await runDeployment(server, 'shop', 2);
  expect(pod?.spec?.nodeName).toBe('node-1');
  const name = pod?.metadata?.name ?? '';
  await deletePod(server, name);
  const { body } = await server.send('GET', '/apis/apps/v1/namespaces/default/deployments/shop');
  expect(JSON.parse(body)).toMatchObject({ spec: { replicas: 2 } });
});

test('runs what a pod says, and keeps the exit code', async ({ server }) => {
  const pod = await runPod(server, 'once', {
    script: 'echo working; exit 3',
    spec: { restartPolicy: 'Never' },
  });
  const ended = await podThat(server, 'once', ({ status }) => status?.phase === 'Failed');
  expect(ended.metadata?.uid).toBe(pod.metadata?.uid);
  expect(ended.status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({
    exitCode: 3,
    reason: 'Error',
  });
  const { body } = await server.send('GET', '/api/v1/namespaces/default/pods/once/log');
  expect(body).toBe('working\n');
});
