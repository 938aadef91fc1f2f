import { expect, vi } from 'vitest';
import type { CheckRequest } from '../../client/src/cluster/look/runChecks.ts';
import { runChecks } from '../../client/src/cluster/look/runChecks.ts';
import { checkReport } from '../../client/src/cluster/look/checkReport.ts';
import { readObjects } from '../../client/src/cluster/look/readObjects.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { checkObjectsOf } from '../harness/check.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const core = '/api/v1/namespaces/default';
const secret = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, ...more },
});
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('sends no value of a Secret, no status and nothing that the cluster fills in', async ({
  server,
  explorer,
}) => {
  const applied = JSON.stringify({ ...secret('applied'), data: { password: base64('opensesame') } });
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': applied };
  await create(server, `${core}/secrets`, { ...secret('plain'), stringData: { password: 'opensesame' } });
  await create(server, `${core}/secrets`, {
    ...secret('applied', { annotations }),
    data: { password: base64('opensesame') },
  });
  await create(server, `${core}/secrets`, {
    ...secret('sh.helm.release.v1.web.v1'),
    type: 'helm.sh/release.v1',
    data: { release: base64('opensesame') },
  });
  const session = await explorer.session('test');
  const ask = vi.fn<(request: CheckRequest) => Promise<[]>>(async () => []);
  await runChecks(session, await readObjects(session, { namespace: 'default' }), ask);
  const sent = JSON.stringify(ask.mock.calls);
  expect(sent).toContain('sh.helm.release.v1.web.v1');
  expect(ask.mock.calls[0]?.[0].kubernetesVersion).toBe('1.36');
  for (const text of ['opensesame', base64('opensesame'), 'managedFields', 'resourceVersion', 'status'])
    expect(sent).not.toContain(text);
});

test('finds in a namespace what is wrong, at the objects that somebody wrote', async ({
  server,
  explorer,
}) => {
  const namespace = 'checked';
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  await createApplication(server, namespace, 'shop', { pods: 2 });
  await create(server, `/api/v1/namespaces/${namespace}/secrets`, secret('empty'));
  await create(server, `/api/v1/namespaces/${namespace}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop' },
    spec: { type: 'NodePort', selector: { app: 'shop' }, ports: [{ port: 80, targetPort: 8081 }] },
  });
  const session = await explorer.session('test');
  const found = await readObjects(session, { namespace });
  expect(found.failures).toEqual([]);
  expect(found.objects.map(({ type, name }) => `${type.kind} ${name}`)).toEqual([
    'Deployment shop',
    'Secret empty',
    'Service shop',
  ]);
  const problems = await runChecks(session, found, checkObjectsOf);
  const report = checkReport('test/checked', 'test', found, problems);
  expect(problems.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['resources-missing', 'readiness-probe-missing', 'run-as-non-root']),
  );
  expect(new Set(problems.map(({ object }) => object))).toEqual(new Set([0])); // what defaults say is nobody's fault
  expect(report.text).toMatch(
    /^# Checks of test\/checked\n\n\d errors?, .* in 3 objects\.\n\n## Deployment checked\/shop\n\n- error: spec/,
  );
  const [first] = report.links;
  expect(first?.target).toEqual({
    path: '/apis/apps/v1/namespaces/checked/deployments/shop',
    name: 'shop',
    context: 'test',
  });
});
