import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { create, setStatus } from '../harness/cluster/objects.ts';

const AT_ONCE = 32;
const PATH = '/api/v1/namespaces/default/pods';

export function podName(index: number): string {
  return `shop-6c8f9d7b54-${index.toString().padStart(5, '0')}`;
}

/** Writes pods that run, as large as pods are: labels, two containers, probes, an environment, conditions. */
export async function seedPods(server: ApiServer, count: number): Promise<void> {
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < count) {
      const name = podName(next++);
      await create(server, PATH, pod(name));
      await setStatus(server, `${PATH}/${name}`, STATUS);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
}

const LABELS = { app: 'shop', 'app.kubernetes.io/part-of': 'store', 'pod-template-hash': '6c8f9d7b54' };
const PROBE = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10, failureThreshold: 3 };
const RESOURCES = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } };
const ENV = Array.from({ length: 12 }, (_, index) => ({ name: `SETTING_${index}`, value: `value-${index}` }));

function pod(name: string): unknown {
  const container = { image: 'registry.example.com/shop:1.4.2', env: ENV, resources: RESOURCES };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: LABELS, annotations: { 'prometheus.io/scrape': 'true' } },
    spec: {
      nodeName: 'node-1',
      containers: [
        { ...container, name: 'web', readinessProbe: PROBE, livenessProbe: PROBE },
        { ...container, name: 'proxy' },
      ],
    },
  };
}

const STATUS = {
  phase: 'Running',
  podIP: '10.0.0.1',
  hostIP: '192.168.0.1',
  startTime: '2026-01-01T00:00:00Z',
  conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
    type,
    status: 'True',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  })),
  containerStatuses: ['web', 'proxy'].map((name) => ({
    name,
    image: 'registry.example.com/shop:1.4.2',
    imageID: 'registry.example.com/shop@sha256:0f2e',
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
  })),
};
