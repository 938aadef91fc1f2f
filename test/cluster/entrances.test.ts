import { expect } from 'vitest';
import { entrancesOf } from '../../client/src/cluster/change/rollout/entrances.ts';
import type { PodOwner } from '../../client/src/cluster/streams/podsOf.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication, setStatus } from '../harness/cluster/objects.ts';

const CORE = '/api/v1/namespaces/default';

function at(name: string): PodOwner {
  const path = `/apis/apps/v1/namespaces/default/deployments/${name}`;
  return { kind: 'Deployment', name, namespace: 'default', path };
}

function service(name: string, app: string, type: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: {
      type,
      selector: { app },
      ports: [{ port: 443, ...(type === 'NodePort' ? { nodePort: 30_443 } : {}) }],
    },
  };
}

function backend(name: string): object {
  return { service: { name, port: { number: 443 } } };
}

test('finds the addresses of a workload', async ({ server, connection }) => {
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await createApplication(server, 'default', 'other', { pods: 1 });
  await create(server, `${CORE}/services`, service('shop', 'shop', 'LoadBalancer'));
  await setStatus(server, `${CORE}/services/shop`, { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } });
  await create(server, `${CORE}/services`, service('nodes', 'shop', 'NodePort'));
  await create(server, `${CORE}/services`, service('other', 'other', 'ClusterIP'));
  await create(server, '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'one' } });
  await setStatus(server, '/api/v1/nodes/one', { addresses: [{ type: 'InternalIP', address: '192.0.2.1' }] });
  const paths = [
    { path: '/shop', pathType: 'Prefix', backend: backend('shop') },
    { path: '/other', pathType: 'Prefix', backend: backend('other') },
  ];
  await create(server, '/apis/networking.k8s.io/v1/namespaces/default/ingresses', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'front' },
    spec: { tls: [{ hosts: ['shop.example.com'] }], rules: [{ host: 'shop.example.com', http: { paths } }] },
  });
  expect(await entrancesOf(connection, at('shop'))).toEqual([
    'https://shop.example.com/shop',
    'https://203.0.113.7/',
    'http://192.0.2.1:30443/',
  ]);
  expect(await entrancesOf(connection, at('other'))).toEqual(['https://shop.example.com/other']);
});
