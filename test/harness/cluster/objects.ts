import { gzipSync } from 'node:zlib';
import type { ApiServer } from './apiServer.ts';

export interface Made {
  readonly metadata: { readonly name: string; readonly uid: string; readonly namespace?: string };
}

/** Creates an object and gives what the server made of it. */
export async function create(server: ApiServer, path: string, object: unknown): Promise<Made> {
  return sendJson(server, 'POST', path, 'application/json', object, 201);
}

/** Sets an object's status, as its controller would. */
export async function setStatus(server: ApiServer, path: string, status: unknown): Promise<Made> {
  return sendJson(server, 'PATCH', `${path}/status`, 'application/merge-patch+json', { status }, 200);
}

async function sendJson(
  server: ApiServer,
  method: string,
  path: string,
  type: string,
  body: unknown,
  wanted: number,
): Promise<Made> {
  const reply = await server.send(method, path, { type, text: JSON.stringify(body) });
  if (reply.status !== wanted) throw new Error(`${method} ${path}: ${reply.status} ${reply.body}`);
  return JSON.parse(reply.body) as Made;
}

const TEMPLATE = (name: string, image: string, limits: Limits | undefined) => ({
  metadata: { labels: { app: name } },
  spec: {
    containers: [
      {
        name: 'web',
        image,
        ports: [{ containerPort: 8080 }],
        ...(limits ? { resources: { limits } } : {}),
      },
    ],
  },
});
type Limits = Readonly<Record<'cpu' | 'memory', string>>;

/** A Deployment with its ReplicaSet and Pods, the first so many of which run; the others cannot pull their image. */
export async function createApplication(
  server: ApiServer,
  namespace: string,
  name: string,
  {
    pods,
    running = pods,
    limits,
  }: { readonly pods: number; readonly running?: number; readonly limits?: Limits },
): Promise<void> {
  const image = `registry.example.com/${name}:1.4.2`;
  const selector = { matchLabels: { app: name } };
  const template = TEMPLATE(name, image, limits);
  const apps = `/apis/apps/v1/namespaces/${namespace}`;
  const deployment = await create(server, `${apps}/deployments`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas: pods, selector, template },
  });
  const counts = { replicas: pods, readyReplicas: running, availableReplicas: running };
  await setStatus(server, `${apps}/deployments/${name}`, { ...counts, updatedReplicas: pods });
  const set = `${name}-6c8f9d7b54`;
  const replicaSet = await create(server, `${apps}/replicasets`, {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: set, ownerReferences: [owner('Deployment', deployment)] },
    spec: { replicas: pods, selector, template },
  });
  await setStatus(server, `${apps}/replicasets/${set}`, counts);
  for (let index = 0; index < pods; index++) {
    const pod = `${set}-${index}`;
    await create(server, `/api/v1/namespaces/${namespace}/pods`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...template.metadata, name: pod, ownerReferences: [owner('ReplicaSet', replicaSet)] },
      spec: template.spec,
    });
    const status = index < running ? RUNNING(image) : WAITING(image);
    await setStatus(server, `/api/v1/namespaces/${namespace}/pods/${pod}`, status);
  }
}

function owner(kind: string, { metadata: { name, uid } }: Made): unknown {
  return { apiVersion: 'apps/v1', kind, name, uid, controller: true };
}

const container = (image: string) => ({ name: 'web', image, imageID: '', restartCount: 0 });
const RUNNING = (image: string) => ({
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
  containerStatuses: [
    {
      ...container(image),
      ready: true,
      started: true,
      state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
    },
  ],
});
const WAITING = (image: string) => ({
  phase: 'Pending',
  containerStatuses: [
    {
      ...container(image),
      ready: false,
      state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } },
    },
  ],
});

const RELEASED = (version: number, password: string) => `---
# Source: nginx/templates/secret.yaml
apiVersion: v1
kind: Secret
metadata: {name: web}
stringData: {password: ${password}${version}}
---
# Source: nginx/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: ${version}}
`;

/** A revision of the Helm release `web` in the namespace `default`, as Helm keeps it. */
export async function installRelease(
  server: ApiServer,
  version: number,
  status: string,
  password = 'opensesame',
): Promise<void> {
  const release = {
    name: 'web',
    namespace: 'default',
    version,
    info: { status, last_deployed: `2026-01-0${version}T10:00:00.123Z`, description: 'Upgrade complete' },
    chart: { metadata: { name: 'nginx', version: `1.0.${version}`, appVersion: '1.27' } },
    config: { password, replicas: version },
    manifest: RELEASED(version, password),
  };
  const text = gzipSync(JSON.stringify(release)).toString('base64');
  await create(server, '/api/v1/namespaces/default/secrets', {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'helm.sh/release.v1',
    metadata: {
      name: `sh.helm.release.v1.web.v${version}`,
      labels: { owner: 'helm', name: 'web', version: String(version), status },
    },
    stringData: { release: text },
  });
}
