import { expect } from 'vitest';
import { ownersOf } from '../../client/src/cluster/change/owners.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const APPS = '/apis/apps/v1/namespaces/default';
const SCALERS = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers';

function autoscaler(name: string, target: string, owners: readonly object[] = []): object {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, ownerReferences: owners },
    spec: {
      minReplicas: 2,
      maxReplicas: 9,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target },
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ],
    },
  };
}

test('names what scales a Deployment, and what made its ReplicaSet', async ({ server, explorer }) => {
  await createApplication(server, 'default', 'scaled', { pods: 1 });
  await createApplication(server, 'default', 'fixed', { pods: 1 });
  await create(server, SCALERS, autoscaler('by-load', 'scaled'));
  const keda = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    name: 'by-queue',
    uid: '7',
    controller: true,
  };
  await create(server, SCALERS, autoscaler('keda-hpa-by-queue', 'scaled', [keda]));
  const session = await explorer.session('test');
  const names = async (path: string) => {
    const owners = await ownersOf(session, await session.connection.json<Json>({ path }));
    return owners.map(({ text }) => text);
  };
  expect(await names(`${APPS}/deployments/scaled`)).toEqual([
    'HorizontalPodAutoscaler by-load decides how many replicas it has (2 to 9).',
    'ScaledObject by-queue decides how many replicas it has (2 to 9).',
  ]);
  expect(await names(`${APPS}/deployments/fixed`)).toEqual([]);
  expect(await names(`${APPS}/replicasets/fixed-6c8f9d7b54`)).toEqual([
    'Deployment fixed made it, and sets it back to what it says.',
  ]);
});
