import { expect } from 'vitest';
import { describeObject } from '../../client/src/cluster/look/describe.ts';
import { violationSayings, violationsOf } from '../../client/src/cluster/verdict/violations.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication, setStatus } from '../harness/cluster/objects.ts';

/** A definition as small as it can be, that keeps every field. */
async function define(
  server: ApiServer,
  group: string,
  version: string,
  kind: string,
  scope: string,
): Promise<string> {
  const plural = `${kind.toLowerCase()}s`;
  await create(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' },
    },
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
  const path = `/apis/${group}/${version}`;
  await expect
    .poll(async () => (await server.send('GET', `${path}/${plural}`)).status, { timeout: 10_000 })
    .toBe(200);
  return `${path}${scope === 'Namespaced' ? '/namespaces/default' : ''}/${plural}`;
}

test('shows what policies have found on the objects that they speak of', async ({ server, explorer }) => {
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await createApplication(server, 'default', 'billing', { pods: 1 });
  const constraints = await define(
    server,
    'constraints.gatekeeper.sh',
    'v1beta1',
    'K8sRequiredLabels',
    'Cluster',
  );
  await create(server, constraints, {
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind: 'K8sRequiredLabels',
    metadata: { name: 'must-have-team' },
    spec: {},
  });
  const shop = { kind: 'Deployment', name: 'shop', namespace: 'default' };
  await setStatus(server, `${constraints}/must-have-team`, {
    violations: [
      {
        ...shop,
        group: 'apps',
        version: 'v1',
        message: 'you must provide labels: {"team"}',
        enforcementAction: 'dryrun',
      },
      { kind: 'Namespace', name: 'default', message: 'no team', enforcementAction: 'deny' },
    ],
  });
  const reports = await define(server, 'wgpolicyk8s.io', 'v1alpha2', 'PolicyReport', 'Namespaced');
  await create(server, reports, {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: { name: 'scoped' },
    scope: { apiVersion: 'apps/v1', ...shop },
    results: [
      { policy: 'limits', rule: 'memory', result: 'fail', message: 'spec.replicas is low' },
      { policy: 'limits', rule: 'cpu', result: 'pass', message: 'fine' },
    ],
  });
  const open = await define(server, 'openreports.io', 'v1alpha1', 'Report', 'Namespaced');
  await create(server, open, {
    apiVersion: 'openreports.io/v1alpha1',
    kind: 'Report',
    metadata: { name: 'named' },
    results: [
      {
        policy: 'images',
        result: 'warn',
        description: 'old image',
        subjects: [{ apiVersion: 'apps/v1', ...shop }],
      },
    ],
  });

  const tree = ['test', 'default', 'Workloads', 'Deployments'];
  expect((await explorer.rows(...tree, 'shop', 'Policy violations')).toSorted()).toEqual([
    'Gatekeeper must-have-team you must provide labels: {"team"}',
    'images old image',
    'limits / memory spec.replicas is low',
  ]);
  expect((await explorer.rows(...tree, 'billing')).filter((row) => row.includes('Policy'))).toEqual([]);

  const session = await explorer.session('test');
  const found = await violationsOf(session);
  expect(found.of({ kind: 'Namespace', name: 'default' }).map(({ message }) => message)).toEqual(['no team']);
  const sayings = violationSayings(found.of(shop), shop);
  expect(sayings.toSorted((a, b) => String(a.by).localeCompare(String(b.by)))).toMatchObject([
    { severity: 'information', by: 'Gatekeeper must-have-team', maybe: ['metadata.labels'] },
    { by: 'images', message: 'found in the live object: old image' },
    {
      by: 'limits / memory',
      message: 'found in the live object: spec.replicas is low',
      maybe: ['spec.replicas', 'spec.replicas'],
    },
  ]);
  const { types } = await session.discovery();
  const type = types.find(({ kind }) => kind === 'Deployment');
  if (!type) throw new Error('no Deployment');
  const sections = await describeObject(session, type, { ...shop, uid: 'none' });
  expect(sections.map((lines) => lines.toSorted())).toContainEqual([
    'Gatekeeper must-have-team: you must provide labels: {"team"}',
    'images: old image',
    'limits / memory: spec.replicas is low',
  ]);
});
