import { expect } from 'vitest';
import { shellLine } from '../../client/src/explorer/teaching/shell.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

test('says of every row what it really asks', async ({ explorer, server }) => {
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await create(server, '/api/v1/namespaces/default/services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'shop', tier: 'web' }, ports: [{ port: 80 }] },
  });
  const workloads = ['test', 'default', 'Workloads'];
  const rows: readonly (readonly [row: readonly string[], ...commands: string[]])[] = [
    [['test'], 'get namespaces --watch'],
    [['test', 'default'], 'api-resources --namespaced=true --verbs list'],
    [['test', 'Cluster-wide'], 'api-resources --namespaced=false --verbs list'],
    [[...workloads, 'Deployments'], 'get deployments.apps --namespace default --watch'],
    [['test', 'All namespaces', 'Workloads', 'Pods'], 'get pods --all-namespaces --watch'],
    [['test', 'Cluster-wide', 'Cluster', 'Nodes'], 'get nodes --watch'],
    [
      [...workloads, 'Deployments', 'shop'],
      'get deployments.apps shop --namespace default --output yaml',
      'get replicasets.apps --namespace default --watch',
    ],
    [
      [...workloads, 'Pods', 'shop-6c8f9d7b54-0'],
      'get pods shop-6c8f9d7b54-0 --namespace default --output yaml',
    ],
    [
      ['test', 'default', 'Network', 'Services', 'web'],
      'get services web --namespace default --output yaml',
      'get pods --namespace default --selector app=shop,tier=web --watch',
    ],
    [
      [...workloads, 'Deployments', 'shop', 'Events'],
      'get events --namespace default --field-selector involvedObject.kind=Deployment,involvedObject.name=shop --watch',
    ],
  ];
  for (const [path, ...commands] of rows) {
    const node = await explorer.at(...path);
    await node.children?.();
    const lessons = (await node.lessons?.()) ?? [];
    expect(lessons.map(({ kubectl }) => shellLine(kubectl))).toEqual(commands);
    expect(node.context).toBe('test');
    for (const lesson of lessons) {
      expect((await server.send('GET', lesson.path)).status).toBe(200);
      // A Deployment is read as a whole only when its YAML is shown.
      if (!lesson.kubectl.includes('yaml')) expect(explorer.requests).toContain(`GET ${lesson.path}`);
    }
  }
});
