import { setTimeout as pause } from 'node:timers/promises';
import type { ApiServer } from './apiServer.ts';
import { create } from './objects.ts';

type Usage = Readonly<Record<'cpu' | 'memory', string>>;

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const METRICS = '/apis/metrics.k8s.io/v1beta1';

/** A stand-in for metrics-server: the API server itself serves the same addresses, and says what a test measured. */
export async function serveMetrics(server: ApiServer): Promise<void> {
  await define(server, 'PodMetrics', 'pods', 'Namespaced');
  await define(server, 'NodeMetrics', 'nodes', 'Cluster');
}

/** As if metrics-server had been removed. */
export async function removeMetrics(server: ApiServer): Promise<void> {
  for (const plural of ['pods', 'nodes']) {
    await server.send('DELETE', `${DEFINITIONS}/${plural}.metrics.k8s.io`);
    await until(async () => (await server.send('GET', `${METRICS}/${plural}`)).status === 404);
  }
  await until(async () => !(await server.send('GET', '/apis')).body.includes('metrics.k8s.io'));
}

async function define(server: ApiServer, kind: string, plural: string, scope: string): Promise<void> {
  if ((await server.send('GET', `${DEFINITIONS}/${plural}.metrics.k8s.io`)).status === 200) return;
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  await create(server, DEFINITIONS, {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.metrics.k8s.io`,
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' },
    },
    spec: {
      group: 'metrics.k8s.io',
      scope,
      names: { kind, plural, singular: plural.slice(0, -1), listKind: `${kind}List` },
      versions: [{ name: 'v1beta1', served: true, storage: true, schema }],
    },
  });
  await until(async () => (await server.send('GET', `${METRICS}/${plural}`)).status === 200);
  // The kinds are told of a little later than they are served.
  await until(async () => (await server.send('GET', METRICS)).body.includes(`"${kind}"`));
}

/** Says what the containers of a pod use. */
export async function measurePod(
  server: ApiServer,
  namespace: string,
  name: string,
  containers: Readonly<Record<string, Usage>>,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  await measure(server, `${METRICS}/namespaces/${namespace}/pods`, {
    apiVersion: 'metrics.k8s.io/v1beta1',
    kind: 'PodMetrics',
    metadata: { name, labels },
    containers: Object.entries(containers).map(([name, usage]) => ({ name, usage })),
  });
}

export async function measureNode(server: ApiServer, name: string, usage: Usage): Promise<void> {
  const kind = 'NodeMetrics';
  await measure(server, `${METRICS}/nodes`, {
    apiVersion: 'metrics.k8s.io/v1beta1',
    kind,
    metadata: { name },
    usage,
  });
}

async function measure(
  server: ApiServer,
  path: string,
  object: Readonly<Record<string, unknown>> & {
    readonly metadata: { readonly name: string; readonly labels?: unknown };
  },
): Promise<void> {
  const { name } = object.metadata;
  if ((await server.send('GET', `${path}/${name}`)).status === 404) {
    await create(server, path, object);
    return;
  }
  const text = JSON.stringify(object);
  const reply = await server.send('PATCH', `${path}/${name}`, { type: 'application/merge-patch+json', text });
  if (reply.status !== 200) throw new Error(`PATCH ${path}/${name}: ${reply.status} ${reply.body}`);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('the metrics are not served within 20 s');
    await pause(50);
  }
}
