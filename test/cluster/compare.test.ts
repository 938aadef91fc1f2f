import { describe, expect } from 'vitest';
import { compareNamespaces } from '../../client/src/cluster/look/compareNamespaces.ts';
import { readObjects } from '../../client/src/cluster/look/readObjects.ts';
import { asInManifest } from '../../client/src/cluster/look/asInManifest.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import { maskBoth, withoutServerFields } from '../../client/src/cluster/look/comparable.ts';
import { manifestAt, pathOfManifest } from '../../client/src/cluster/look/manifestObject.ts';
import { yamlText } from '../../client/src/explorer/objectText.ts';
import { parseQuantity } from '../../server/src/core/manifest/quantity.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const manifest = (image: string, cpu: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: other}
---
# Sells things.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  creationTimestamp: null
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: ${image}
          ports: [{containerPort: 8080}]
          resources: {requests: {cpu: ${cpu}}}
`;
const same = (one: string, other: string) => parseQuantity(one)?.nanos === parseQuantity(other)?.nanos;
const read = (text: string): Json => manifestAt(text, text.length) ?? {};

describe('a manifest and the live object', () => {
  test('are the same where only defaults and the server’s fields differ', async ({ server, explorer }) => {
    const text = manifest('registry.example.com/web:1', '1000m');
    await create(server, '/apis/apps/v1/namespaces/default/deployments', read(text));
    const session = await explorer.session('test');
    const path = await pathOfManifest(session, read(text));
    expect(path).toBe('/apis/apps/v1/namespaces/default/deployments/web');
    const both = asInManifest(read(text), await session.connection.json<Json>({ path }), same);
    expect(yamlText(both.live)).toBe(yamlText(both.manifest));

    const changed = read(manifest('registry.example.com/web:2', '2'));
    const other = asInManifest(changed, await session.connection.json<Json>({ path }), same);
    const wanted = yamlText(other.manifest).split('\n');
    const differing = yamlText(other.live)
      .split('\n')
      .filter((line, index) => line !== wanted[index]);
    expect(differing.map((line) => line.trim())).toEqual(['image: registry.example.com/web:1', 'cpu: "1"']);
  });

  test('show which value of a Secret differs, and not what it is', async ({ server, connection }) => {
    const path = '/api/v1/namespaces/default/secrets';
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login' } };
    await create(server, path, { ...secret, stringData: { user: 'root', password: 'opensesame' } });
    const live = await connection.json<Json>({ path: `${path}/login` });
    const both = asInManifest({ ...secret, stringData: { user: 'root', password: 'changed' } }, live, same);
    const [left, right] = maskBoth(both.live, both.manifest).map((one) => yamlText(one));
    expect(left).toMatch(/user: \(hidden value 1\)\n {2}password: \(hidden value 2\)/);
    expect(right).toMatch(/user: \(hidden value 1\)\n {2}password: \(hidden value 3\)/);
    expect(`${left}${right}`).not.toMatch(/opensesame|changed|root|cm9vdA/);
  });

  test('differ in a field that was applied before and is gone from the manifest', async ({
    connection,
    server,
  }) => {
    const path = '/api/v1/namespaces/default/services';
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    };
    const before = { ...service, spec: { ...service.spec, sessionAffinity: 'ClientIP' } };
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(before) };
    await create(server, path, { ...before, metadata: { name: 'web', annotations } });
    const live = await connection.json<Json>({ path: `${path}/web` });
    expect(asInManifest(service, live, same).live).toEqual(before);
  });

  test('that has a kind which the cluster does not know is said to', async ({ explorer }) => {
    const session = await explorer.session('test');
    const unknown = { apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'web' } };
    await expect(pathOfManifest(session, unknown)).rejects.toThrow(
      'the cluster of "test" does not know the kind Shop of example.com/v1',
    );
  });
});

test('two objects differ in what somebody wrote', async ({ server, connection }) => {
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await createApplication(server, 'kube-public', 'shop', { pods: 1 });
  const [left, right] = await Promise.all(
    ['default', 'kube-public'].map(async (namespace) =>
      withoutServerFields(
        await connection.json({ path: `/apis/apps/v1/namespaces/${namespace}/deployments/shop` }),
      ),
    ),
  );
  expect({ ...left, metadata: {} }).toEqual({ ...right, metadata: {} });
  expect(left?.['metadata']).toEqual({ name: 'shop', namespace: 'default' });
});

const login = (password: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'login' },
  stringData: { password },
});
const config = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { a: '1' },
});

test('two namespaces: what is missing, what differs, which images drift', async ({ server, explorer }) => {
  for (const [namespace, image, password] of [
    ['staging', '2', 'opensesame'],
    ['production', '1', 'swordfish'],
  ] as const) {
    const core = `/api/v1/namespaces/${namespace}`;
    await create(server, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    await create(
      server,
      `/apis/apps/v1/namespaces/${namespace}/deployments`,
      read(manifest(`registry.example.com/web:${image}`, '1')),
    );
    await create(server, `${core}/secrets`, login(password));
    await create(server, `${core}/configmaps`, config('same'));
    await create(server, `${core}/configmaps`, config(`only-${namespace}`));
    const service = { selector: { app: 'web' }, ports: [{ port: 80 }], type: 'NodePort' };
    await create(server, `${core}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: service,
    });
  }
  const session = await explorer.session('test');
  const [left, right] = await Promise.all(
    ['staging', 'production'].map(async (namespace) => ({
      context: 'test',
      namespace,
      found: await readObjects(session, { namespace }),
    })),
  );
  if (!left || !right) throw new Error('nothing read');
  expect(compareNamespaces(left, right).text).toBe(`# test/staging and test/production

2 objects the same, 2 different, 1 with other images,
1 only in test/staging, 1 only in test/production.

## Other images

- Deployment web and the other
  - web: registry.example.com/web:2 and registry.example.com/web:1

## Different

- Deployment web and the other: spec.template.spec.containers
- Secret login and the other: data.password

## Only in test/staging

- ConfigMap only-staging

## Only in test/production

- ConfigMap only-production
`);
});
