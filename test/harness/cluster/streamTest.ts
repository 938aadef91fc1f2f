import { setTimeout as pause } from 'node:timers/promises';
import type { Pod } from '../../../client/src/cluster/models.ts';
import type { ApiServer } from './apiServer.ts';
import { hasCluster, NO_CLUSTER } from './binaries.ts';
import { startCluster } from './cluster.ts';
import { test as clusterTest } from './clusterTest.ts';
import { create } from './objects.ts';
import { orSkip } from './serverTest.ts';
import type { ServerFixtures } from './serverTest.ts';

/** A test against a whole cluster, whose pods run. Where there is none it is skipped, but in CI it fails. */
export const test = clusterTest.extend<ServerFixtures>({
  running: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      const server = hasCluster() ? await startCluster() : undefined;
      await use(server);
      await server?.stop();
    },
    { scope: 'file' },
  ],
  server: async ({ running, skip }, use) => {
    await use(orSkip(running, NO_CLUSTER, skip));
  },
});

const PODS = '/api/v1/namespaces/default/pods';

/** What a test says of a pod. */
export interface PodWish {
  /** A shell script, which is all that the container `web` runs; without one it does nothing. */
  readonly script?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Ports of this machine that stand for ports of the pod. */
  readonly ports?: Readonly<Record<number, number>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** A pod as a template of a workload has it. */
export function podTemplate({ script, env = {}, labels = {}, ports = {}, spec = {} }: PodWish): {
  readonly metadata: Record<string, unknown>;
  readonly spec: Record<string, unknown>;
} {
  const annotations = Object.entries(ports).map(([port, local]) => [
    `kube-guardrails.test/port-${port}`,
    String(local),
  ]);
  const web = {
    name: 'web',
    image: 'registry.example.com/web:1.4.2',
    ...(script === undefined ? {} : { command: ['sh', '-c', script] }),
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
    ports: Object.keys(ports).map((port) => ({ name: `port-${port}`, containerPort: Number(port) })),
  };
  return {
    metadata: { labels, annotations: Object.fromEntries(annotations) as Record<string, string> },
    spec: { containers: [web], ...spec },
  };
}

/** Creates a pod and waits until it runs, or has ended where it is one that ends. */
export async function runPod(server: ApiServer, name: string, wish: PodWish = {}): Promise<Pod> {
  const { metadata, spec } = podTemplate(wish);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name }, spec };
  await create(server, PODS, pod);
  return podThat(server, name, ({ status }) => status?.phase !== 'Pending');
}

/** Creates a Deployment and waits until its pods run. */
export async function runDeployment(
  server: ApiServer,
  name: string,
  replicas: number,
  wish: PodWish = {},
): Promise<readonly Pod[]> {
  const labels = { app: name };
  await create(server, '/apis/apps/v1/namespaces/default/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: podTemplate({ ...wish, labels }) },
  });
  return podsThat(server, `?labelSelector=app%3D${name}`, (pods) => {
    return pods.length === replicas && pods.every(isReady);
  });
}

export function isReady({ metadata, status }: Pod): boolean {
  const ready = status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
  return ready === true && metadata?.deletionTimestamp === undefined;
}

export async function podThat(server: ApiServer, name: string, holds: (pod: Pod) => boolean): Promise<Pod> {
  const [pod] = await podsThat(server, `?fieldSelector=metadata.name%3D${name}`, ([one]) => {
    return one !== undefined && holds(one);
  });
  if (!pod) throw new Error(`no pod ${name}`);
  return pod;
}

async function podsThat(
  server: ApiServer,
  query: string,
  hold: (pods: readonly Pod[]) => boolean,
): Promise<readonly Pod[]> {
  const deadline = performance.now() + 20_000;
  let pods: readonly Pod[] = [];
  while (performance.now() < deadline) {
    const { body } = await server.send('GET', `${PODS}${query}`);
    pods = (JSON.parse(body) as { readonly items: readonly Pod[] }).items;
    if (hold(pods)) return pods;
    await pause(50);
  }
  throw new Error(`the pods do not become so: ${JSON.stringify(pods.map(({ status }) => status))}`);
}

/** Deletes a pod and waits until it is gone. */
export async function deletePod(server: ApiServer, name: string): Promise<void> {
  await server.send('DELETE', `${PODS}/${name}`);
  while ((await server.send('GET', `${PODS}/${name}`)).status !== 404) await pause(20);
}
